/** The learner's files: changed by other programs, put back to the start, and compared with the solution. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { foldersWith } from './disk';
import { expect, test } from './fixtures';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const lesson = 'containers/your-first-image';

/** Opens the lab with a text of the learner's, and gives the path of its Dockerfile on the disk. */
async function labOnDisk(page: Page, profile: string): Promise<string> {
  const lab = new Lesson(page);
  await lab.open(lesson, 'first-build');
  await lab.write('FROM busybox:1.36\n# mine\n');
  const [folder = ''] = await foldersWith(join(profile, 'workspaces'), 'Dockerfile');
  return join(folder, 'Dockerfile');
}

test('a change from outside is shown and can be undone; unsaved text is never overwritten', async ({
  page,
  profile,
}) => {
  const lab = new Lesson(page);
  const file = await labOnDisk(page, profile);
  const question = page.getByRole('alert').filter({ hasText: 'was changed outside Drydock while you' });

  await writeFile(file, 'FROM busybox:1.36\n# of another program\n');
  await expect(lab.lines).toContainText('# of another program');
  await expect(new Shell(page).notices).toContainText('Dockerfile was changed outside Drydock');
  await lab.editor.click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lab.lines).toContainText('# mine');
  await page.keyboard.press('ControlOrMeta+s');
  await expect.poll(() => readFile(file, 'utf8')).toContain('# mine');

  /** Types and lets another program write the same file before the text is saved. */
  const clash = async (typed: string, outside: string): Promise<void> => {
    await expect(async () => {
      await lab.type(typed);
      await writeFile(file, outside);
      await expect(question).toBeVisible({ timeout: 1500 }); // the text may have been saved just before
    }).toPass();
    await expect(lab.lines).toContainText(typed.trim());
    expect(await readFile(file, 'utf8')).toBe(outside);
  };
  await clash('# typed first\n', 'FROM busybox:1.36\n# theirs, to be dropped\n');
  await question.getByRole('button', { name: 'Compare' }).click();
  await expect(page.locator('.monaco-diff-editor')).toContainText('# theirs, to be dropped');
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await expect(question).toBeHidden();
  await expect.poll(() => readFile(file, 'utf8')).toContain('# typed first');
  expect(await readFile(file, 'utf8')).not.toContain('to be dropped');

  await clash('# typed second\n', 'FROM busybox:1.36\n# theirs, to be taken\n');
  await question.getByRole('button', { name: 'Take theirs' }).click();
  await expect(question).toBeHidden();
  await expect(lab.lines).toContainText('# theirs, to be taken');
  expect(await readFile(file, 'utf8')).toBe('FROM busybox:1.36\n# theirs, to be taken\n');
});

test('a reset to the start asks, and can be taken back', async ({ page, profile }) => {
  const lab = new Lesson(page);
  const file = await labOnDisk(page, profile);
  await lab.fileAction('Reset to the start…');
  const asked = page.getByRole('dialog', { name: 'Reset the files to the start?' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(lab.lines).toContainText('# mine');
  await lab.fileAction('Reset to the start…');
  await asked.getByRole('button', { name: 'Reset files' }).click();
  await expect(lab.lines).toContainText('Your recipe');
  expect(await readFile(file, 'utf8')).not.toContain('# mine');
  await lab.fileAction('Undo the reset');
  await expect(lab.lines).toContainText('# mine');
  expect(await readFile(file, 'utf8')).toContain('# mine');
});

test('text is saved by itself; find, several cursors and the editor’s own commands work', async ({
  page,
  profile,
}) => {
  const lab = new Lesson(page);
  const file = await labOnDisk(page, profile);
  await lab.type('RUN true\n'); // no key that saves
  await expect.poll(() => readFile(file, 'utf8')).toContain('RUN true');

  await page.keyboard.press('ControlOrMeta+f');
  const find = page.getByRole('dialog', { name: 'Find / Replace' });
  await find.getByRole('textbox', { name: 'Find' }).fill('mine');
  await expect(find).toContainText('1 of 1');
  await page.keyboard.press('Escape');

  await lab.write('one\none\n');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+d'); // selects the word, then the next one like it
  await page.keyboard.press('ControlOrMeta+d');
  await page.keyboard.type('two');
  await expect.poll(() => readFile(file, 'utf8')).toBe('two\ntwo\n');

  await page.keyboard.press('F1');
  await page.keyboard.type('Transform to Uppercase');
  await expect(page.getByRole('option', { name: /Transform to Uppercase/ })).toBeVisible();
  await page.keyboard.press('Escape');
});
