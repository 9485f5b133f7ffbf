/** The window around the page: what it remembers, its menu, its one instance, and how it survives a crash. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright/test';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { ask } from './pages/bridge';
import { Shell } from './pages/shell';

const hostile = fileURLToPath(new URL('fixtures/hostile', import.meta.url));

async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await new Shell(page).ready();
  return page;
}

/** Chooses an entry of the application menu, as a click or its key would. */
function choose(app: ElectronApplication, menu: string, entry: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, [inMenu, label]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find((item) => item.label === inMenu)
        ?.submenu?.items.find((item) => item.label === label);
      if (!found) throw new Error(`no ${label} in ${inMenu}`);
      found.click();
    },
    [menu, entry] as const,
  );
}

/** Answers every message box with the button of that number, and keeps what they said. */
function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate(({ dialog }, button) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (async (_window: unknown, { message }: { message: string }) => {
      said.push(message);
      return { response: button, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  }, response);
}

test('the window comes back where it was, with its zoom and theme', async ({ profile }) => {
  const first = await launch({ profile });
  await firstPage(first);
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 900, height: 620 });
  });
  await choose(first, 'View', 'Zoom In');
  await expect
    .poll(async () => readFile(join(profile, 'settings.json'), 'utf8').catch(() => 'not written yet'))
    .toContain('"zoom": 1.1');
  await first.close();

  const second = await launch({ profile });
  await firstPage(second);
  const found = await second.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return { bounds: window?.getBounds(), zoom: window?.webContents.getZoomFactor() };
  });
  expect(found.bounds).toMatchObject({ width: 900, height: 620 });
  expect(found.zoom).toBeCloseTo(1.1);
  await second.close();
});

test('a second start brings the first window to the front and hands over its course', async ({
  app,
  page,
  profile,
}) => {
  await new Shell(page).ready();
  const { executable, args } = await app.evaluate(({ app: electron }) => ({
    executable: process.execPath,
    args: [electron.getAppPath()],
  }));
  const second = spawn(executable, [...args, hostile], {
    env: { ...process.env, DRYDOCK_PROFILE: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => second.on('close', resolve));
  expect(code).toBe(0);
  expect(said).toContain('Drydock is open with this profile already');
  await expect(page.getByTestId('course-hostile')).toBeVisible();
});

test('menu commands reach the page, and the keys are those of the platform', async ({ app, page }) => {
  await new Shell(page).ready();
  await choose(app, 'View', 'Dashboard');
  await expect(page).toHaveURL(/#\/progress/);
  await choose(app, 'View', 'Library');
  await expect(page).toHaveURL(/#\/$/);
  await choose(app, 'View', 'Full Screen');
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen()))
    .toBe(true);
});

test('a crashed page is noticed and loaded again', async ({ app, page }) => {
  await new Shell(page).ready();
  await answerDialogs(app, 0);
  const again = app.waitForEvent('window', { timeout: 20_000 }).catch(() => page);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await Promise.race([again, new Promise((resolve) => setTimeout(resolve, 3000))]);
  await expect
    .poll(
      () =>
        app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            'document.documentElement.dataset.ready',
          ),
        ),
      { timeout: 20_000 },
    )
    .toBe('true');
  const said = await app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said).toEqual([expect.stringContaining('The page of Drydock stopped working')]);
});

test('damaged settings are said, and the app opens with its usual ones', async ({ profile }) => {
  await writeFile(join(profile, 'settings.json'), '{"theme": "dark"');
  const app = await launch({ profile });
  const page = await firstPage(app);
  await expect(page.getByText(/Your settings in .* could not be read: it is not JSON/)).toBeVisible();
  await app.close();
});

test('a profile that cannot be written to is said, and the library opens', async ({ profile }) => {
  test.skip(process.platform === 'win32', 'permissions of folders work otherwise there');
  const closed = join(profile, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  const app = await launch({ profile: closed });
  const page = await firstPage(app);
  await expect(page.getByText(/what you do now is not kept/)).toBeVisible();
  await expect(page.getByTestId('course-containers')).toBeVisible();
  await app.close();
  await chmod(closed, 0o700);
  expect(await readdir(closed)).toEqual([]);
});

test('quitting waits until what was done is on the disk', async ({ profile }) => {
  const app = await launch({ profile });
  const page = await firstPage(app);
  const reply = await ask(page, 'progress.record', [
    { kind: 'slide-seen', lesson: 'containers/why-containers', slide: 'the-last-one' },
  ]);
  expect(reply).toMatchObject({ ok: true });
  await app.close();
  const folder = join(profile, 'progress');
  const texts = await Promise.all(
    (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
  );
  expect(texts.join('\n')).toContain('the-last-one');
});
