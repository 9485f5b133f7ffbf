import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { launch } from './launch';
import { expect, test } from './fixtures';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const lesson = 'containers/your-first-image';
const good = 'FROM busybox:1.36\nCOPY greeting.txt /srv/greeting.txt\nCMD ["cat", "/srv/greeting.txt"]\n';

/** Whether an engine answers and has the one image that the labs stand on. */
function dockerHasBusybox(): boolean {
  try {
    return execFileSync('docker', ['image', 'ls', '-q', 'busybox:1.36'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false; // no client or no engine: the tests that need one say that they were skipped
  }
}

/** Once a step was tried, the solution stands beside the learner's file. */
async function compareWithSolution(page: Page, lab: Lesson): Promise<void> {
  await lab.step('copy').getByRole('button', { name: 'Compare with the solution' }).click();
  const diff = page.locator('.monaco-diff-editor');
  await expect(diff.locator('.editor.original .view-lines')).toHaveText(/FROM.busybox:1\.36/);
  await expect(diff.locator('.editor.original .view-lines')).not.toContainText('COPY');
  await expect(diff.locator('.editor.modified .view-lines')).toContainText('COPY');
  await page.getByRole('button', { name: 'Close the comparison' }).click();
  await expect(diff).toHaveCount(0);
}

test.describe('a lab with a real engine', () => {
  test.use({ ownsEngine: true });
  test.skip(!dockerHasBusybox(), 'needs a Docker engine with busybox:1.36 (.ci/run makes it)');

  test('a build shows its steps, a failing one marks its line, and a check turns green', async ({ page }) => {
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build', 'copy');

    await lab.write('FROM busybox:1.36\nRUN echo laying the keel\nRUN flase\n');
    await lab.build({ noCache: true });
    await expect(lab.buildState).toHaveAttribute('data-state', 'failed');
    await expect(lab.failure).toContainText('flase');
    await expect(lab.buildSteps('failed')).toContainText('flase');
    await expect(lab.buildSteps('failed').getByRole('button', { expanded: true })).toBeVisible();
    await expect(lab.buildSteps('failed').getByRole('region', { name: /^Log of RUN flase/ })).toContainText(
      'not found',
    );
    await expect(page.locator('.dd-failed-line')).toHaveCount(1);
    await page.getByRole('tab', { name: /Problems/ }).click();
    await page
      .getByRole('button', { name: /Dockerfile:3/ })
      .first()
      .click();
    await expect(lab.editor.locator('.line-numbers.active-line-number')).toHaveText('3');

    await lab.write('FROM busybox:1.36\n');
    await lab.checkWork();
    await expect(lab.check('greeting-inside')).toHaveAttribute('data-state', 'failed');
    await expect(lab.check('greeting-inside')).toContainText('/srv/greeting.txt');
    await lab.check('greeting-inside').getByRole('button', { name: 'Read the slide about it' }).click();
    await expect(page.getByRole('button', { name: 'Show or hide the slides' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );

    await compareWithSolution(page, lab);

    await lab.write(good);
    await lab.build();
    await expect(lab.buildState).toHaveAttribute('data-state', 'done');
    await expect(lab.buildSteps('done').or(lab.buildSteps('cached'))).toHaveCount(3);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(lab.check('greeting-inside')).toHaveAttribute('data-state', 'passed');
    await expect(lab.step('copy')).toHaveAttribute('data-passed', 'true');
  });

  test('a log follows its end until one scrolls up, is searched, and is copied', async ({ app, page }) => {
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build');
    await lab.write(
      'FROM busybox:1.36\nRUN for i in $(seq 400); do echo "plank $i"; sleep 0.02; done; printf "\\033[31mred lead\\033[0m\\n"\n',
    );
    await lab.build({ noCache: true });
    await page.getByRole('tab', { name: 'Output' }).click();
    const log = page.getByRole('region', { name: 'Log of the build' });
    const toEnd = log.getByRole('button', { name: 'Jump to end' });
    await expect(log).toContainText(/plank [1-9]\d/);
    const seen = await log.locator('.line').last().textContent();
    await expect(log.getByText(seen ?? '', { exact: true })).toBeHidden(); // it went out of sight by itself
    await log.getByRole('group').hover();
    await page.mouse.wheel(0, -100_000);
    await expect(toEnd).toBeVisible();
    await expect(log.getByText('plank 1', { exact: true })).toBeVisible();

    await expect(lab.buildButton).toBeVisible({ timeout: 30_000 });
    await expect(log.getByText('plank 1', { exact: true })).toBeVisible(); // it did not follow
    await toEnd.click();
    await expect(log.getByText('red lead', { exact: true })).toHaveCSS('color', /rgb/);
    await expect(toEnd).toBeHidden();

    await log.getByRole('searchbox').fill('plank 37');
    await expect(log.getByRole('status')).toHaveText('1 of 11');
    await expect(log.locator('mark').first()).toHaveText('plank 37');
    await log.getByRole('button', { name: 'Next match' }).click();
    await expect(log.getByRole('status')).toHaveText('2 of 11');
    await expect(log.locator('.line.current')).toHaveText('plank 370');
    await log.getByRole('searchbox').fill('no such plank');
    await expect(log.getByRole('status')).toHaveText('Not found');

    await log.getByRole('button', { name: 'Copy log' }).click();
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
      .toContain('plank 400\nred lead');
  });

  test('a build and a check can be cancelled', async ({ page }) => {
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build');
    await lab.write('FROM busybox:1.36\nRUN echo started && sleep 60\n');
    await lab.build({ noCache: true });
    await expect(lab.buildSteps('running')).toContainText('sleep');
    await lab.cancelBuild();
    await expect(lab.buildState).toHaveAttribute('data-state', 'cancelled');

    await lab.checkWork();
    await page.getByRole('button', { name: 'Cancel the check' }).click();
    await expect(page.getByTestId('check')).toHaveText('Check my work');
    await expect(page.getByTestId('check')).toBeEnabled();
    await expect(page.getByRole('button', { name: 'Cancel the check' })).toHaveCount(0);
    await expect(lab.step('copy')).toHaveAttribute('data-passed', 'false');
  });

  test('after a restart the text, the build and the mark are found again', async ({ profile }) => {
    const before = await launch({ profile });
    const lab = new Lesson(await before.firstWindow());
    await lab.open(lesson, 'first-build', 'copy');
    await lab.write(good);
    await lab.build();
    await expect(lab.buildState).toHaveAttribute('data-state', 'done');
    await lab.checkWork();
    await expect(lab.step('copy')).toHaveAttribute('data-passed', 'true');
    await before.close();

    const after = await launch({ profile });
    try {
      const found = new Lesson(await after.firstWindow());
      await found.open(lesson, 'first-build', 'copy');
      await expect(found.editor).toContainText('COPY greeting.txt /srv/greeting.txt');
      await expect(found.buildState).toHaveAttribute('data-state', 'done');
      await expect(found.step('copy')).toHaveAttribute('data-passed', 'true');
    } finally {
      await after.close();
    }
  });
});

test('without the engine that was chosen a card says why and what to do, and looks again', async ({
  profile,
}) => {
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ engine: 'docker' }));
  const app = await launch({ profile, env: { DOCKER_HOST: `unix://${profile}/nobody.sock` } });
  try {
    const page = await app.firstWindow();
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build');
    await expect(new Shell(page).engineChip).toHaveAccessibleName(/Docker, not available|none found/);
    const card = page.getByTestId('no-engine');
    await expect(card).toContainText('Docker, which you chose, does not answer');
    await expect(card).toContainText(`There is no Docker at unix://${profile}/nobody.sock.`);
    await expect(card).toContainText('Install Docker, or start it if it is installed');
    await expect(lab.buildButton).toBeDisabled();
    await card.getByRole('button', { name: 'Look again' }).click();
    await expect(card.getByRole('button', { name: 'Look again' })).toBeEnabled();
    await lab.checkWork();
    await expect(lab.step('base')).toContainText('The check could not be made');
  } finally {
    await app.close();
  }
});

test('with no Docker the engine inside Drydock builds, runs and checks', async ({ profile }) => {
  test.setTimeout(180_000); // its Linux boots for the first time
  const app = await launch({ profile, env: { DOCKER_HOST: `unix://${profile}/nobody.sock` } });
  try {
    const page = await app.firstWindow();
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build', 'copy');
    await expect(new Shell(page).engineChip).toHaveAccessibleName(/Embedded/);
    await lab.write(good.replace('CMD', 'RUN cat /srv/greeting.txt\nCMD'));
    await lab.build();
    await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
    await lab.checkWork();
    await expect(lab.step('copy')).toHaveAttribute('data-passed', 'true', { timeout: 60_000 });
  } finally {
    await app.close();
  }
});

test('typed text survives a change of tabs, with its undo history', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open(lesson, 'first-build');
  await lab.write('FROM busybox:1.36\n# mine\n');
  await lab.tab('greeting.txt').click();
  await expect(lab.lines).not.toContainText('# mine');
  await lab.tab('Dockerfile').click();
  await expect(lab.lines).toContainText('# mine');
  await lab.editor.click();
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+z'); // one key takes back a few words
    await expect(lab.lines).toContainText('Your recipe', { timeout: 300 });
  }).toPass();
});

test('a quiz explains every option and remembers the answer', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open('containers/why-containers', 'quiz');
  const question = await lab.answerQuestion();
  await expect(question.locator('.explain')).not.toHaveCount(0);
  await expect(page.getByText(/^\d of \d right/)).toContainText('1 of');
});

test('what is typed as soon as a lab is seen again is kept, and keeps going to its editor', async ({
  page,
}) => {
  const lab = new Lesson(page);
  await lab.open(lesson, 'first-build');
  await lab.write('# A comment, where nothing is completed:\n');
  for (const word of ['keel', 'frame', 'plank']) {
    await page.getByRole('navigation').getByRole('link', { name: 'Library' }).click();
    await page.getByRole('link', { name: 'Lab: Build your first image' }).click();
    await lab.editor.locator('.view-line').first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(` ${word}`);
    await expect(lab.lines).toContainText(word);
    await lab.saved();
    await page.keyboard.type('-laid');
    await expect(lab.lines).toContainText(`${word}-laid`);
  }
  await lab.saved();
  for (const word of ['keel', 'frame', 'plank']) await expect(lab.lines).toContainText(`${word}-laid`);
});
