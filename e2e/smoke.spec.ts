import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';

test('the window opens with the name of the app', async ({ page }) => {
  await expect(page).toHaveTitle(/Drydock/);
});

test('the page is sandboxed and has no Node', async ({ app, page }) => {
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module'].filter((name) => name in globalThis),
  );
  expect(globals).toEqual([]);
  expect(await app.evaluate(({ app: electron }) => electron.commandLine.hasSwitch('no-sandbox'))).toBe(false);
});

test('the page runs as no root user, under a system call filter', async ({ app, page }) => {
  test.skip(process.platform !== 'linux', 'the filter is read from /proc');
  await page.waitForLoadState();
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\s+2$/m); // SECCOMP_MODE_FILTER, proc(5)
  expect(status).not.toMatch(/^Uid:\s+0\s/m);
});
