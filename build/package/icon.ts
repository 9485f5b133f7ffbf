import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { StepError } from '../log';
import { root } from '../paths';
import { runVisibly } from '../processes';
import type { Session } from '../user/session';

/** The icon that electron-builder derives every size and format from, in pixels. */
const size = 1024;

/** An app of one transparent window: the Electron that ships the app also draws its icon. */
const drawing = `const { app, BrowserWindow } = require('electron');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: ${size}, height: ${size}, show: false, frame: false, transparent: true,
    webPreferences: { sandbox: true, offscreen: true } });
  const svg = readFileSync(join(__dirname, 'icon.svg')).toString('base64');
  const page = '<body style="margin:0;overflow:hidden"><img width=${size} height=${size} src="data:image/svg+xml;base64,' + svg + '">';
  await window.loadURL('data:text/html,' + encodeURIComponent(page));
  const image = await window.webContents.capturePage({ x: 0, y: 0, width: ${size}, height: ${size} });
  writeFileSync(join(__dirname, 'icon.png'), image.resize({ width: ${size}, height: ${size} }).toPNG());
  app.exit(0);
});
`;

/** Draws build/icons/icon.svg as out/icons/icon.png. @throws StepError when no picture came. */
export async function drawIcon(session: Session): Promise<string> {
  const picture = join(root, 'out/icons/icon.png');
  mkdirSync(dirname(picture), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'drydock-icon-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"name":"icon","version":"1.0.0","main":"main.cjs"}');
    writeFileSync(join(folder, 'main.cjs'), drawing);
    copyFileSync(join(root, 'build/icons/icon.svg'), join(folder, 'icon.svg'));
    chmodSync(folder, 0o755);
    if (session.account) chownSync(folder, session.account.uid, session.account.gid);
    await runVisibly(session.as({ file: session.runtime.executable, args: [folder] }), { env: session.env });
    copyFileSync(join(folder, 'icon.png'), picture);
  } catch (error) {
    throw new StepError(`The icon could not be drawn with Electron: ${String(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return picture;
}
