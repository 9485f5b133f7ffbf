import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The least an Electron app can do: one empty window. */
const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(async () => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<p>ready</p>');
  console.log('DRYDOCK_READY');
});
`;

/** Writes that app into a folder: what every other Electron app is measured against. */
export function writeBareApp(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{"name":"bare","version":"1.0.0","main":"main.cjs"}');
  writeFileSync(join(folder, 'main.cjs'), main);
}
