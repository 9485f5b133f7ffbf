import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { Library } from './pages/library';
import { Shell } from './pages/shell';

const shipped = fileURLToPath(new URL('../lessons/containers', import.meta.url));

/** A copy of the shipped course under another name, whose second lesson its author broke. */
async function brokenCourse(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-course-'));
  await cp(shipped, folder, { recursive: true });
  const edit = async (file: string, from: RegExp, to: string): Promise<void> => {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };
  await edit('course.yaml', /^id: .*$/m, 'id: harbour');
  await edit('course.yaml', /^title: .*$/m, 'title: Harbour');
  await edit('02-your-first-image/lesson.yaml', /^minutes: .*$/m, 'minutes: half an hour');
  return folder;
}

test.beforeEach(async ({ page }) => {
  await new Shell(page).ready();
});

test('a new learner sees the shipped course and where to begin', async ({ page }) => {
  const library = new Library(page);
  await expect(library.next).toContainText('A good place to begin');
  const lesson = library.lesson('why-containers');
  await expect(lesson).toContainText('35 min');
  await lesson.getByRole('button', { name: /What you will learn/ }).click();
  await expect(lesson.getByText(/Tell a container from a virtual machine/)).toBeVisible();
  await lesson.getByRole('link', { name: 'Why containers' }).click();
  await expect(page).toHaveURL(/#\/lesson\/containers\/why-containers/);
});

test('a search finds slides, which the keyboard opens, and commands', async ({ page }) => {
  const shell = new Shell(page);
  await shell.search('layer');
  await expect(shell.palette.getByRole('option').first()).toHaveAttribute('data-highlighted', '');
  await expect(shell.palette.locator('mark').first()).toContainText(/layer/i);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/lesson\/containers\//);
  await shell.search('go to settings');
  await shell.palette.getByRole('option', { name: 'Go to settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('an opened course shows what is broken in it, and can be closed', async ({ app, page }) => {
  const folder = await brokenCourse();
  try {
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, folder);
    const library = new Library(page);
    await library.openFolder();
    const course = library.course('harbour');
    await expect(course).toContainText('Opened folder');
    await expect(course).toContainText(/02-your-first-image\/lesson\.yaml:\d+/);
    await expect(course.getByRole('link', { name: 'Why containers' })).toBeVisible();
    await library.act('harbour', 'Close course');
    await expect(course).toHaveCount(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('every view begins at its top, and the library is found again where it was left', async ({ page }) => {
  const shell = new Shell(page);
  await shell.ready();
  const last = page.getByTestId('lesson-going-on');
  await last.scrollIntoViewIfNeeded();
  await shell.goTo('Settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeInViewport();
  await shell.goTo('Library');
  await expect(last).toBeInViewport();
});

test('the theme is what the settings say, also after a restart of the page', async ({ page }) => {
  const shell = new Shell(page);
  await shell.useTheme('Dark');
  await page.reload();
  await shell.ready();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

for (const theme of ['Light', 'Dark'] as const) {
  test(`nothing serious stands in the way of assistive technology, ${theme.toLowerCase()}`, async ({
    page,
  }) => {
    const shell = new Shell(page);
    await shell.useTheme(theme);
    expect.soft(await seriousProblems(page), 'settings').toEqual([]);
    await shell.goTo('Progress');
    expect.soft(await seriousProblems(page), 'progress').toEqual([]);
    await shell.goTo('Library');
    expect.soft(await seriousProblems(page), 'library').toEqual([]);
    await shell.engineChip.click();
    await expect(page.getByRole('radiogroup', { name: 'Engines' })).toBeVisible();
    expect.soft(await seriousProblems(page), 'engines').toEqual([]);
    await page.keyboard.press('Escape');
    await shell.search('image');
    await expect(shell.palette.getByRole('option').first()).toBeVisible();
    expect.soft(await seriousProblems(page), 'palette').toEqual([]);
  });
}
