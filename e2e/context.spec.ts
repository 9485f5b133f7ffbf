import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';

test('the context shows what is sent, live with the ignore file, and leads to the line that leaves a file out', async ({
  page,
}) => {
  const lab = new Lesson(page);
  const editor = new DockerfileEditor(page);
  await lab.open('containers/your-first-image', 'shape-the-image');
  await lab.editor.locator('.view-line').first().waitFor();
  await editor.show('Context');
  const key = page.locator('[data-path="notes/harbour-key.txt"]');
  await expect(key).toHaveAttribute('data-sent', 'true');
  const create = page.getByRole('button', { name: 'Make a .dockerignore' });
  await create.click();
  await expect(lab.tab('.dockerignore')).toBeVisible();
  await expect(create).toBeHidden();

  await lab.write('# keys stay here\n*.log\nnotes/*key*\n');
  await expect(key).toHaveAttribute('data-sent', 'false');
  await expect(key).toContainText('left out by notes/*key*, line 3');
  await expect(lab.lines).toContainText('matches nothing here');
  await expect(lab.lines).toContainText('leaves out 1 file');
  expect(await seriousProblems(page)).toEqual([]);

  await lab.tab('Dockerfile').click();
  await key.click();
  await expect(lab.editor.locator('.line-numbers.active-line-number')).toHaveText('3');
  await lab.write('notes\n!notes/[\n');
  await expect(page.getByRole('alert').filter({ hasText: '.dockerignore:2' })).toBeVisible();
  await editor.show('Problems');
  await expect(editor.problem('is no valid pattern')).toBeVisible();
});

test('the tree of the context is walked with the keys of a tree', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open('containers/your-first-image', 'shape-the-image');
  await lab.editor.locator('.view-line').first().waitFor();
  await new DockerfileEditor(page).show('Context');
  const items = page.getByRole('tree', { name: 'Build context' }).getByRole('treeitem');
  await items.first().focus();
  await expect(items.first()).toHaveAttribute('aria-expanded', 'true');
  const all = await items.count();
  await page.keyboard.press('ArrowLeft');
  await expect(items.first()).toHaveAttribute('aria-expanded', 'false');
  expect(await items.count()).toBeLessThan(all);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
});
