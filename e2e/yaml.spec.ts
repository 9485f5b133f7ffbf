/** Compose and Kubernetes files in the real editor. */
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';

test('a Compose and a Kubernetes file are completed, explained, checked and fixed', async ({ page }) => {
  const lab = new Lesson(page);
  const editor = new DockerfileEditor(page);
  const marker = lab.editor.locator('.squiggly-error');
  await lab.open('containers/your-first-image', 'first-build');

  await lab.newFile('compose.yaml');
  await lab.paste('services:\n  web:\n    build: .\n    depends_on:\n      - dbb\n  db:\n');
  await expect(marker.first()).toBeVisible();
  await editor.show('Problems');
  await expect(editor.problem('There is no service "dbb". Did you mean "db"?')).toBeVisible();
  await expect(editor.problem('"db" needs keys with values behind it.')).toBeVisible();
  await lab.type('    ');
  await page.keyboard.type('imag');
  await expect(editor.suggestion('image')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('busybox:1.36');
  await expect(editor.suggestion('busybox:1.36')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lab.lines).toContainText('image: busybox:1.36');
  await editor.pointAt('depends_on');
  await expect(editor.hover).toContainText('start first');
  await page.keyboard.press('Escape');
  await editor.problem('dbb').getByRole('button').first().click();
  await editor.quickFix();
  await editor.menu.locator('.action').filter({ hasText: 'Write "db"' }).first().click();
  await expect(editor.problem('dbb')).toBeHidden();
  await expect(marker).toHaveCount(0);
  expect(await seriousProblems(page)).toEqual([]);

  await lab.newFile('web.yaml');
  await lab.editor.click();
  await page.keyboard.type('Depl');
  await expect(editor.suggestion('Deployment')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lab.lines).toContainText('kind: Deployment');
  await expect(lab.lines).toContainText('image: nginx:1.27');
  await page.keyboard.press('Escape');
  await lab.paste(
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ship\nspec:\n  containers:\n    - name: ship\n      image: busybox:1.36\n      env:\n        - name: PORT\n          value: 8080\n',
  );
  await expect(editor.problem('"value" must be text, not the number 8080.')).toBeVisible();
  await editor.problem('8080').getByRole('button', { name: /^Fix/ }).click();
  await expect(lab.lines).toContainText('value: "8080"');
});
