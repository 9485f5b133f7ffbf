/** The window around the page: what it remembers, its menu, its one instance, and how it survives a crash. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright/test';
import { zipFolder } from './disk';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { answerDialogs, answerPaths, choose, said } from './pages/desktop';
import { ask } from './pages/bridge';
import { Lesson } from './pages/lesson';
import { Library } from './pages/library';
import { Shell } from './pages/shell';

const hostile = fileURLToPath(new URL('fixtures/hostile', import.meta.url));

async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await new Shell(page).ready();
  return page;
}

test('the window comes back where it was, with its zoom and the sizes of its panes', async ({ profile }) => {
  const first = await launch({ profile });
  const page = await firstPage(first);
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 900, height: 620 });
  });
  await choose(first, 'View', 'Zoom In');
  await expect
    .poll(async () => readFile(join(profile, 'settings.json'), 'utf8').catch(() => 'not written yet'))
    .toContain('"zoom": 1.1');
  await new Lesson(page).open('containers/your-first-image', 'first-build');
  const handle = page.getByRole('separator', { name: 'Resize Editor and Steps' });
  const before = await handle.getAttribute('aria-valuenow');
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const resized = await handle.getAttribute('aria-valuenow');
  expect(Number(resized)).toBeLessThan(Number(before));
  await first.close();

  const second = await launch({ profile });
  const again = await firstPage(second);
  const found = await second.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return { bounds: window?.getBounds(), zoom: window?.webContents.getZoomFactor() };
  });
  expect(found.bounds).toEqual({ x: 40, y: 50, width: 900, height: 620 });
  expect(found.zoom).toBeCloseTo(1.1);
  await new Lesson(again).open('containers/your-first-image', 'first-build');
  await expect(again.getByRole('separator', { name: 'Resize Editor and Steps' })).toHaveAttribute(
    'aria-valuenow',
    resized ?? '',
  );
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
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) throw new Error('no window');
    const focus = window.focus.bind(window);
    // A bare X server has no window manager that would grant the focus: that it is asked for is what can be seen.
    window.focus = () => {
      Object.assign(globalThis, { focused: true });
      focus();
    };
    window.hide();
  });
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
  const window = await app.evaluate(({ BrowserWindow }) => {
    const all = BrowserWindow.getAllWindows();
    const focused = 'focused' in globalThis;
    return { windows: all.length, focused, visible: all[0]?.isVisible(), minimised: all[0]?.isMinimized() };
  });
  expect(window).toEqual({ windows: 1, focused: true, visible: true, minimised: false });
});

test('the theme follows the system until the settings say otherwise', async ({ app, page }) => {
  const shell = new Shell(page);
  await shell.ready();
  const root = page.locator('html');
  /** What the desktop's own switch does to an app that follows it. */
  const system = (theme: 'light' | 'dark') =>
    app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
  await system('dark');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await system('light');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await shell.useTheme('Dark');
  await expect(root).toHaveAttribute('data-theme', 'dark');
});

test('zoom goes in, out and back by menu and settings', async ({ app, page }) => {
  const shell = new Shell(page);
  await shell.ready();
  const zoom = () =>
    app.evaluate(({ BrowserWindow }) =>
      Number(BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor().toFixed(2)),
    );
  await choose(app, 'View', 'Zoom In');
  await expect.poll(zoom).toBe(1.1);
  await choose(app, 'View', 'Actual Size');
  await expect.poll(zoom).toBe(1);
  await choose(app, 'View', 'Zoom Out');
  await expect.poll(zoom).toBe(0.9);
  await shell.goTo('Settings');
  await page.getByRole('button', { name: 'Zoom: more' }).click();
  await expect.poll(zoom).toBe(1);
});

test('the menu opens a course folder and a course zip', async ({ app, page, profile }) => {
  await new Shell(page).ready();
  await answerPaths(app, hostile);
  await choose(app, 'File', 'Open Course Folder…');
  const course = new Library(page).course('hostile');
  await expect(course).toContainText('Opened folder');
  await new Library(page).act('hostile', 'Close course');
  await expect(course).toHaveCount(0);

  const zip = join(profile, 'hostile.zip');
  await zipFolder(hostile, zip);
  await answerPaths(app, zip);
  await choose(app, 'File', 'Open Course Zip…');
  await expect(course).toContainText('Opened zip');
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
  expect(await said(app)).toEqual([expect.stringContaining('The page of Drydock stopped working')]);
});

test('damaged settings are said, and the app opens with its usual ones', async ({ profile }) => {
  await writeFile(join(profile, 'settings.json'), '{"theme": "dark"');
  const app = await launch({ profile });
  const page = await firstPage(app);
  await expect(page.getByText(/Your settings in .* could not be read: it is not JSON/)).toBeVisible();
  await app.close();
});

test('a damaged journal is kept aside and said, and every other entry is there', async ({ profile }) => {
  const record = async (page: Page, slide: string) =>
    expect(
      await ask(page, 'progress.record', [
        { kind: 'slide-seen', lesson: 'containers/why-containers', slide },
      ]),
    ).toMatchObject({ ok: true });
  const before = await launch({ profile });
  const first = await firstPage(before);
  await record(first, 'one');
  await record(first, 'two');
  await before.close();
  const folder = join(profile, 'progress');
  const journal = join(folder, 'journal.jsonl');
  const lines = (await readFile(journal, 'utf8')).split('\n');
  const damaged = [...lines.slice(0, -1), '{"torn by hand', ''].join('\n');
  await writeFile(journal, `${damaged}{"torn by a power`);
  const app = await launch({ profile });
  const page = await firstPage(app);
  await expect(page.getByText(/progress file was damaged: 1 entry could not be read/)).toBeVisible();
  const state = JSON.stringify(await ask(page, 'progress.state'));
  expect([state.includes('"one"'), state.includes('"two"')]).toEqual([true, true]);
  const aside = (await readdir(folder)).find((name) => name.startsWith('journal-damaged-'));
  expect(await readFile(join(folder, aside ?? 'none'), 'utf8')).toContain('torn by hand');
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
