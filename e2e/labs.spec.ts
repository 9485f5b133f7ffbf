/** Labs as a learner does them: read, try, be told what is wrong, mend it, and see what was learned. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { Containers } from './pages/containers';
import { Lesson } from './pages/lesson';

const words = 'containers/words-and-workflow';

/** The quiz of the lesson but one question, so that the lab and that question complete the lesson. */
const answeredBefore = ['words', 'change-an-image', 'digest-or-tag', 'workflow', 'second-run', 'exited'].map(
  (question, at) =>
    JSON.stringify({
      v: 1,
      id: `answered-before-${at}`,
      at: '2026-01-01T10:00:00.000Z',
      fact: { kind: 'quiz-answered', lesson: words, question, correct: true, answer: '{"choices":[0]}' },
    }),
);

const tides = `#!/bin/sh
if [ -z "$STAGE" ]; then
  echo "STAGE is missing" >&2
  exit 64
fi
echo "Tide table, stage: $STAGE"
echo "Database: harbour:$(echo "$PASSWORD" | sed 's/./*/g')"
`;

/** Whether an engine answers and has the image that these labs stand on. */
function dockerHasBusybox(): boolean {
  try {
    return execFileSync('docker', ['image', 'ls', '-q', 'busybox:1.36'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false; // no client or no engine: the tests that need one say that they were skipped
  }
}

/** Opens a file of the lab and replaces its text, as it is pasted. */
async function rewrite(lab: Lesson, file: string, text: string): Promise<void> {
  await lab.tab(file).click();
  await expect(lab.tab(file)).toHaveAttribute('aria-current', /.+/);
  await lab.paste(text);
}

/** Checks the open step, and waits for its checks to be all of one colour. */
async function checkIs(page: Page, lab: Lesson, step: string, state: 'passed' | 'failed'): Promise<void> {
  await lab.checkWork();
  await expect(page.getByTestId('check')).toHaveText('Check again', { timeout: 30_000 });
  await expect(lab.step(step)).toHaveAttribute('data-passed', String(state === 'passed'));
}

test.describe('labs in the window', () => {
  test.use({ ownsEngine: true });
  test.skip(!dockerHasBusybox(), 'needs a Docker engine with busybox:1.36 (.ci/run makes it)');

  test('two labs from red to green, a container run by hand, and the page of what was learned', async ({
    profile,
  }) => {
    test.setTimeout(120_000);
    await mkdir(join(profile, 'progress'), { recursive: true });
    await writeFile(join(profile, 'progress/journal.jsonl'), `${answeredBefore.join('\n')}\n`);
    const app = await launch({ profile });
    try {
      const page = await app.firstWindow();
      const lab = new Lesson(page);
      const containers = new Containers(page);

      await test.step('read the deck and go on to the lab', async () => {
        await lab.open(words, 'deck', 'one-image-through-the-stages');
        await expect(
          page.getByRole('heading', { name: 'One image through the stages' }).first(),
        ).toBeVisible();
        await lab.item('one-image-three-stages').click();
        await expect(lab.step('hand-in')).toContainText('docker run -e STAGE=test');
      });

      await test.step('red first: what was found, what was expected, and the slide about it', async () => {
        await checkIs(page, lab, 'hand-in', 'failed');
        const red = lab.step('hand-in').locator('[data-check][data-state="failed"]').first();
        await expect(red).toContainText('still says production');
        await expect(red).toContainText('standard output with "stage: test"');
        await expect(red).toContainText('Tide table, stage: production');
        await red.getByRole('button', { name: 'Read the slide about it' }).click();
        await expect(page.locator('.slide-pane:not(.is-waiting)')).toBeVisible();
        expect(await seriousProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Show or hide the slides' }).click();
      });

      await test.step('mend it, build, and run it with a setting', async () => {
        await rewrite(lab, 'tides.sh', tides);
        await rewrite(
          lab,
          'Dockerfile',
          'FROM busybox:1.36\nCOPY tides.sh /app/tides.sh\nCMD ["sh", "/app/tides.sh"]\n',
        );
        await lab.build();
        await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
        await page.getByRole('button', { name: 'Run…' }).click();
        await containers.form.getByRole('button', { name: 'Add: Environment' }).click();
        await containers.form.getByLabel('Variable 1').fill('STAGE');
        await containers.form.getByLabel('Value 1').fill('test');
        await containers.form.getByRole('button', { name: 'Run', exact: true }).click();
        await containers.tab('Logs').click();
        await expect(containers.detail).toContainText('Tide table, stage: test', { timeout: 20_000 });
      });

      await test.step('green, step by step', async () => {
        for (const step of ['hand-in', 'missing']) {
          await checkIs(page, lab, step, 'passed');
          await page.getByRole('button', { name: 'Next step' }).click();
        }
        await checkIs(page, lab, 'password-out', 'passed');
        await expect(lab.steps).toContainText('3 of 3 done');
      });

      await test.step('the last question completes the lesson, and leads to what was learned', async () => {
        await page.getByRole('button', { name: /^Continue with/ }).click();
        const question = page.locator('form.question').filter({ has: page.getByRole('textbox') });
        await question.getByRole('textbox').fill('latest');
        await question.getByRole('button', { name: 'Answer' }).click();
        await page.getByTestId('to-learned').first().click();
        await expect(page.getByRole('heading', { name: 'You can now' })).toBeVisible();
        await expect(page.getByTestId('learned')).toContainText('One image, three stages');
      });

      await test.step('a token is kept at home: the ignore file is the whole solution', async () => {
        await lab.open('containers/building-well', 'the-leaked-token');
        await checkIs(page, lab, 'token', 'failed');
        await expect(lab.check('token-nowhere')).toContainText('in layer 3, COPY');
        await rewrite(lab, '.dockerignore', '.env\nhistory\ndata/*\n!data/sample.csv\n');
        await page.getByRole('tab', { name: 'Context' }).click();
        await expect(page.getByRole('tabpanel', { name: 'Context' })).toContainText('ignored');
        await checkIs(page, lab, 'token', 'passed');
        await page.getByRole('button', { name: 'Next step' }).click();
        await checkIs(page, lab, 'small', 'passed');
        await expect(lab.steps).toContainText('5 of 5 points');
      });
    } finally {
      await app.close();
    }
  });
});
