import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';
import { Rules } from './pages/rules';

test('every rule is listed, found by other tools’ names, explained, and led from to its slide', async ({
  page,
}) => {
  const rules = new Rules(page);
  await rules.open();
  await expect(rules.count).toHaveText('128 rules');
  await rules.search.fill('dl3006');
  await expect(rules.count).toHaveText('1 of 128 rules');
  await rules.head('ImageWithoutTag').press('Enter');
  const row = rules.row('ImageWithoutTag');
  await expect(row).toContainText('FROM debian:12.7');
  await expect(row).toContainText('# hadolint ignore=DL3006');
  expect(await seriousProblems(page)).toEqual([]);
  await row.getByRole('button', { name: 'Slide: FROM: what you stand on' }).click();
  await expect(page.getByTestId('lesson')).toContainText('FROM: what you stand on');
});

test('filters narrow the list, and the arrow keys go through it', async ({ page }) => {
  const rules = new Rules(page);
  await rules.open();
  await page.getByLabel('Kind').selectOption({ label: 'Build check' });
  await expect(rules.count).toHaveText('22 of 128 rules');
  await page.getByLabel('Severity', { exact: true }).selectOption({ label: 'Off' });
  await expect(rules.count).toHaveText('1 of 128 rules');
  await page.getByLabel('Severity', { exact: true }).selectOption({ label: 'Any severity' });
  const heads = page.locator('[data-rule] button[aria-expanded]');
  await heads.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(heads.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(heads.last()).toBeFocused();
  await rules.search.fill('no rule says this');
  await expect(page.getByRole('heading', { name: 'No rule is like that' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all rules' }).click();
  await expect(rules.count).toHaveText('128 rules');
});

test('a rule that is switched off reports nothing, survives a reload, and can be reset', async ({ page }) => {
  const rules = new Rules(page);
  const lab = new Lesson(page);
  const editor = new DockerfileEditor(page);
  await lab.open('containers/your-first-image', 'first-build');
  await lab.write('FROM busybox\nRUN echo one\n');
  await editor.show('Problems');
  await expect(editor.problem('ImageWithoutTag')).toBeVisible();

  await rules.open();
  await rules.toggle('ImageWithoutTag').click();
  await expect(rules.row('ImageWithoutTag')).toContainText('changed');
  await page.reload();
  await lab.open('containers/your-first-image', 'first-build');
  await editor.show('Problems');
  await expect(page.getByText('No problems found')).toBeVisible();

  await rules.open();
  await page.getByLabel('Only what I changed').check();
  await expect(rules.count).toHaveText('1 of 128 rules');
  await rules.row('ImageWithoutTag').getByRole('button', { name: 'Reset ImageWithoutTag' }).click();
  await expect(page.getByRole('heading', { name: 'No rule is like that' })).toBeVisible();
});
