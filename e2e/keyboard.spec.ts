/** The app without a mouse: keys that work wherever the focus is, and a focus that comes back. */
import { expect, test } from './fixtures';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const lesson = 'containers/your-first-image';

test('the palette opens from within the editor, and closing it gives the focus back', async ({ page }) => {
  const lab = new Lesson(page);
  const shell = new Shell(page);
  await lab.open(lesson, 'first-build');
  await lab.write('FROM busybox:1.36\n');
  await shell.search('layer');
  await expect(shell.palette.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shell.palette).toBeHidden();
  await page.keyboard.type('# back');
  await expect(lab.lines).toContainText('# back');
});

test('Tab leaves the editor once Ctrl+M was pressed', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open(lesson, 'first-build');
  await lab.write('FROM busybox:1.36\n');
  const focusInEditor = () => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
  await page.keyboard.press('Tab');
  expect(await focusInEditor()).toBe(true);
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Tab');
  await expect.poll(focusInEditor).toBe(false);
});

test('Tab reaches every part of the library, and the focus can be seen on each', async ({ page }) => {
  const shell = new Shell(page);
  await shell.ready();
  const reached: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // A card's link shows its focus around the whole card, by a pseudo-element.
      const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
      const seen = styles.some(
        ({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || !['none', ''].includes(boxShadow),
      );
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
      return { name, seen };
    });
    if (found === null || (i > 0 && found.name === reached[0])) break; // round once
    expect.soft(found.seen, `focus on "${found.name}"`).toBe(true);
    reached.push(found.name);
  }
  for (const name of ['Library', 'Progress', 'Settings', 'Why containers', 'Your first image']) {
    expect(reached).toContain(name);
  }
});

test('the shown keys of search and check are those of the menu', async ({ app, page }) => {
  const lab = new Lesson(page);
  await lab.open(lesson, 'first-build');
  const keys = await app.evaluate(({ Menu }) =>
    Object.fromEntries(
      (Menu.getApplicationMenu()?.items ?? []).flatMap(
        (menu) => menu.submenu?.items.map((item) => [item.label, item.accelerator]) ?? [],
      ),
    ),
  );
  expect(keys).toMatchObject({ 'Search…': 'CmdOrCtrl+K', 'Check Step': 'CmdOrCtrl+Enter' });
  await expect(page.locator('[data-step] kbd').first()).toBeVisible();
  expect((await page.locator('[data-step] kbd').allTextContents()).slice(-2)).toEqual([
    process.platform === 'darwin' ? '⌘' : 'Ctrl',
    'Enter',
  ]);
});
