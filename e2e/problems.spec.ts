import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';

const source =
  'FROM busybox as Build\nRUN echo one\nFROM busybox:1.36\nCOPY --from=build /srv /srv\nENV SHIP Aurora\nUSER root\n';

test.beforeEach(async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open('containers/your-first-image', 'first-build');
  await lab.write(source);
  await new DockerfileEditor(page).show('Problems');
});

test('a problem explains itself with examples, leads to its slide, and lets its rule be set', async ({
  page,
}) => {
  const editor = new DockerfileEditor(page);
  const row = page.locator('[data-problem="ImageWithoutTag"]');
  await row.getByRole('button', { name: 'Explain ImageWithoutTag at Dockerfile:1' }).click();
  await expect(row).toContainText('FROM debian:12.7');
  expect(await seriousProblems(page)).toEqual([]);
  await row.getByRole('button', { name: 'Slide: FROM: what you stand on' }).click();
  await expect(page.getByTestId('lesson')).toContainText('names the base image');
  await row.getByLabel('Severity of ImageWithoutTag').selectOption('Error');
  await expect(page.getByRole('tab', { name: 'Problems 1 error' })).toBeVisible();
  await row.getByRole('switch', { name: 'Rule ImageWithoutTag' }).click();
  await expect(row).toBeHidden();
  await editor.problem('FromAsCasing').getByRole('button').first().press('ArrowRight');
  await page
    .locator('[data-problem="FromAsCasing"]')
    .getByRole('button', { name: 'All rules', exact: true })
    .click();
  await expect(page.locator('[data-rule="FromAsCasing"] button[aria-expanded=true]')).toBeFocused();
});

test('one fix, then all safe fixes, are made from the list and can be undone', async ({ page }) => {
  const lab = new Lesson(page);
  await page
    .locator('[data-problem="FromAsCasing"]')
    .getByRole('button', { name: /^Fix: / })
    .click();
  await expect(lab.lines).toContainText('FROM busybox AS Build');
  await expect(page.locator('[data-problem="FromAsCasing"]')).toBeHidden();
  await page.getByRole('button', { name: /^Fix all that is safe/ }).click();
  await expect(lab.lines).toContainText('ENV SHIP=Aurora');
  await expect(page.getByRole('button', { name: /^Fix all that is safe/ })).toBeHidden();
  await lab.editor.click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lab.lines).toContainText('ENV SHIP Aurora');
});

test('the list is filtered by word and severity, and walked with the arrow keys', async ({ page }) => {
  const rows = page.locator('[data-problem]');
  await expect(page.locator('[data-problem="LastUserIsRoot"]')).toBeVisible();
  const before = await rows.count();
  expect(before).toBeGreaterThan(2);
  await page.getByLabel('Filter problems').fill('dl3006');
  await expect(rows).toHaveCount(1);
  await page.getByLabel('Filter problems').fill('');
  await page.getByRole('button', { name: /^Show \d+ warnings?$/ }).click();
  await expect(page.locator('[data-problem="ImageWithoutTag"]')).toBeHidden();
  await page.getByRole('button', { name: /^Show \d+ warnings?$/ }).click();
  await expect(rows).toHaveCount(before);
  const mains = rows.locator('button').first();
  await mains.focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1).locator('button').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(rows.nth(1).locator('button[aria-expanded=true]')).toBeVisible();
});
