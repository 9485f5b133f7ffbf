import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';

const lesson = 'containers/your-first-image';
const source = 'FROM busybox:1.36 as build\nRUN echo one\nFROM busybox:1.36\nCOPY --from=build /srv /srv\n';

test.beforeEach(async ({ page }) => {
  await new Lesson(page).open(lesson, 'first-build');
});

test('completion offers instructions and the files of the build context', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  const lab = new Lesson(page);
  await lab.write('FROM busybox:1.36\n');
  await page.keyboard.type('WORK');
  await expect(editor.suggestion('WORKDIR')).toBeVisible();
  await page.keyboard.press('Escape');
  await lab.write('FROM busybox:1.36\nCOPY');
  await page.keyboard.type(' gre');
  await expect(editor.suggestion('greeting.txt')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lab.lines).toContainText('COPY greeting.txt');
});

test('a hover explains a broken rule with an example, and an instruction', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  await new Lesson(page).write(source);
  await editor.pointAt('as');
  await expect(editor.hover).toContainText('FromAsCasing');
  await expect(editor.hover).toContainText('Instead of');
  await editor.pointAt('COPY');
  await expect(editor.hover).toContainText('COPY');
  const slide = editor.hover.getByRole('link', { name: /^Slide: / }).or(editor.hover.getByText(/^Slide: /));
  const title = ((await slide.first().textContent()) ?? '').replace('Slide: ', '');
  await slide.first().click();
  await expect(page.getByRole('heading', { name: title }).first()).toBeVisible();
});

test('problems are listed and explained, and a quick fix takes one away', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  const lab = new Lesson(page);
  await lab.write(source);
  await editor.show('Problems');
  await expect(editor.problem('FromAsCasing')).toBeVisible();
  await editor.problem('FromAsCasing').getByRole('button').first().click();
  await editor.quickFix();
  await editor.menu.locator('.action').filter({ hasText: 'AS' }).first().click();
  await expect(lab.lines).toContainText('AS build');
  await expect(editor.problem('FromAsCasing')).toBeHidden();
});

test('renaming a stage renames its uses', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.write(source);
  await page.locator('.view-lines').getByText('build', { exact: true }).first().click();
  await page.keyboard.press('F2');
  const name = page.locator('.rename-box input');
  await name.fill('keel');
  await name.press('Enter');
  await expect(lab.lines).toContainText('--from=keel');
});

test('the graph shows the stages and their link, and goes to a line', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  const lab = new Lesson(page);
  await lab.write(source);
  await editor.show('Graph');
  await expect(editor.graph.locator('[data-stage]')).toHaveCount(2);
  await editor.graph.getByRole('button', { name: 'COPY --from, line 4' }).press('Enter');
  await expect(lab.editor.locator('.line-numbers.active-line-number')).toHaveText('4');
});

test('an image without a tag is pinned to what is installed, and installed images are proposed', async ({
  page,
}) => {
  const editor = new DockerfileEditor(page);
  const lab = new Lesson(page);
  await lab.write('FROM busybox\n');
  await page.locator('.view-lines').getByText('busybox', { exact: true }).first().click();
  await editor.quickFix();
  await editor.menu.locator('.action').filter({ hasText: 'busybox:1.36' }).first().click();
  await expect(lab.lines).toContainText('FROM busybox:1.36');
  await lab.write('FROM');
  await page.keyboard.type(' busy');
  await expect(editor.suggestion('busybox:1.36')).toBeVisible();
});

test('go to definition, fix all and format work in the real editor', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  const lab = new Lesson(page);
  await lab.write(
    'from busybox:1.36 as build\nRUN echo one\nFROM busybox:1.36\nCOPY --from=build /srv /srv\n',
  );
  await page.locator('.view-lines').getByText('build', { exact: true }).last().click();
  await page.keyboard.press('F12');
  await expect(lab.editor.locator('.line-numbers.active-line-number')).toHaveText('1');
  await page.keyboard.press('ControlOrMeta+.');
  await editor.menu.waitFor();
  await editor.menu.locator('.action').filter({ hasText: 'Fix all that is safe' }).first().click();
  await expect(lab.lines).toContainText(/busybox:1\.36\s+AS\s+build|busybox:1\.36\s+as\s+build/);
  await lab.write('FROM busybox:1.36\nrun echo one \\\n&& echo two\n');
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>Format Document');
  await page.keyboard.press('Enter');
  await expect(lab.lines).toContainText('RUN echo one');
});

test('a problem leads from the editor to its rule', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  await new Lesson(page).write(source);
  await page.locator('.view-lines').getByText('as', { exact: true }).first().click();
  await editor.quickFix();
  await editor.menu.locator('.action').filter({ hasText: 'About the rule FromAsCasing' }).click();
  await expect(page.locator('[data-rule="FromAsCasing"] button[aria-expanded=true]')).toBeFocused();
});

test('a file named in the Dockerfile opens by its link', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.write('FROM busybox:1.36\nCOPY greeting.txt /srv/\n');
  await new DockerfileEditor(page).follow('greeting.txt');
  await expect(lab.editor.getByRole('textbox', { name: /^greeting\.txt/ })).toBeVisible();
});

test('users of the base image are offered, as the engine has it', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  await new Lesson(page).write('FROM busybox:1.36\nUSER ');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await expect(editor.suggestion('www-data')).toBeVisible({ timeout: 1000 });
  }).toPass(); // the image is asked about a moment after the last key
  await editor.suggestion('www-data').click();
  await expect(new Lesson(page).lines).toContainText('USER www-data');
});
