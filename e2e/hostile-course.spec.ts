/** A course is somebody else's content: its page, links and figures may do nothing but be looked at. */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures';
import { ask, statusOf } from './pages/bridge';
import { Shell } from './pages/shell';

const home = 'app://drydock/';

test('a hostile course runs nothing, loads nothing and reads nothing', async ({ page }) => {
  await new Shell(page).ready();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-hostile-'));
  try {
    await cp(fileURLToPath(new URL('fixtures/hostile', import.meta.url)), folder, { recursive: true });
    await symlink('/etc/passwd', join(folder, '01-trap/figures/stolen.png'));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const opened = await ask(page, 'courses.open', folder);
    expect(opened).toMatchObject({ ok: true });
    await page.evaluate(() => {
      location.hash = '#/lesson/hostile/trap';
    });
    await expect(page.getByText('Still here.').first()).toBeAttached();
    for (const trap of await page.locator('#trap-link, #trap-button, #trap-markdown').all()) {
      await trap.dispatchEvent('click');
    }
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as unknown as { escaped?: string }).escaped)).toBeUndefined();
    expect(requests.filter((url) => !url.startsWith(home) && !url.startsWith('data:'))).toEqual([]);
    expect(await page.locator('main iframe, main object, main script, main meta').count()).toBe(0);
    expect(page.url()).toContain(home);
    expect(await statusOf(page, `${home}course/hostile/01-trap/figures/stolen.png`)).not.toBe(200);
    const figure = await page.evaluate(async (url) => {
      const response = await fetch(url);
      return [response.status, response.headers.get('content-security-policy')];
    }, `${home}course/hostile/01-trap/figures/trap.svg`);
    expect(figure).toEqual([200, expect.stringContaining("default-src 'none'")]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
