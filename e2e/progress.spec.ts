/** What a learner did: gone on with, shown, taken out, forgotten only when agreed, and brought back. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { answerDialogs, answerPaths, said } from './pages/desktop';
import { Lesson } from './pages/lesson';
import { Library } from './pages/library';
import { Shell } from './pages/shell';

const lesson = 'containers/why-containers';

test('one goes on where one left, also after a restart', async ({ profile }) => {
  const before = await launch({ profile });
  const first = await before.firstWindow();
  await new Lesson(first).open(lesson, 'deck', 'pets-and-cattle');
  await expect(first.getByRole('heading', { name: 'Pets and cattle' }).first()).toBeVisible();
  await new Shell(first).goTo('Library');
  await expect(new Library(first).next).toContainText('Continue where you left');
  await before.close();

  const after = await launch({ profile });
  try {
    const page = await after.firstWindow();
    await new Shell(page).ready();
    const { next } = new Library(page);
    await expect(next).toContainText('Why containers');
    await next.getByRole('link', { name: 'Continue' }).click();
    await expect(page).toHaveURL(/#\/lesson\/containers\/why-containers\?.*pets-and-cattle/);
    await expect(page.getByRole('heading', { name: 'Pets and cattle' }).first()).toBeVisible();
  } finally {
    await after.close();
  }
});

test('progress is exported, reset only when one agrees, and imported again', async ({
  app,
  page,
  profile,
}) => {
  const shell = new Shell(page);
  const quiz = new Lesson(page);
  await quiz.open(lesson, 'quiz');
  await quiz.answerQuestion();
  await shell.goTo('Progress');
  const underWay = page.getByRole('row', { name: /Why containers.*Under way/ });
  await expect(underWay).toBeVisible();

  const table = join(profile, 'mine.csv');
  await answerPaths(app, table);
  await page.getByRole('button', { name: 'Export as CSV…' }).click();
  await expect(shell.notices).toContainText(`Exported to ${table}`);
  expect(await readFile(table, 'utf8')).toMatch(/^containers,why-containers,question,/m);

  const record = join(profile, 'mine.json');
  await answerPaths(app, record);
  await page.getByRole('button', { name: 'Export as JSON…' }).click();
  await expect(shell.notices).toContainText(`Exported to ${record}`);
  expect(JSON.parse(await readFile(record, 'utf8'))).toBeInstanceOf(Object);

  await answerDialogs(app, 0);
  await page.getByRole('button', { name: 'Reset progress…' }).click();
  await expect.poll(() => said(app)).toEqual(['Forget all progress?']);
  await expect(underWay).toBeVisible();
  await answerDialogs(app, 1);
  await page.getByRole('button', { name: 'Reset progress…' }).click();
  await expect(shell.notices).toContainText('Progress was reset.');
  await expect(underWay).toHaveCount(0);

  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(shell.notices).toContainText(/Added \d+ entr/);
  await expect(underWay).toBeVisible();
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(shell.notices).toContainText('Nothing new');

  await answerPaths(app, table);
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(shell.notices).toContainText(/mine\.csv|no JSON|not JSON/);
});
