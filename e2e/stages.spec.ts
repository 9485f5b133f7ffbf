import { expect, test } from './fixtures';
import { DockerfileEditor } from './pages/editor';
import { Lesson } from './pages/lesson';

/** An image of its own for every run of these tests, so that its layers are its own too. */
const mark = String(Date.now());
const source = [
  'FROM busybox:1.36 AS keel',
  `RUN echo laid ${mark} > /keel.txt`,
  'CMD ["cat", "/keel.txt"]',
  'FROM busybox:1.36 AS ship',
  'COPY --from=keel /keel.txt /ship.txt',
  'CMD ["sh", "-c", "echo sails; echo creaks >&2; exit 2"]',
  '',
].join('\n');

test.use({ ownsEngine: true });

test.beforeEach(async ({ page }) => {
  const lab = new Lesson(page);
  await lab.open('containers/your-first-image', 'first-build');
  await lab.write(source);
  await expect(new DockerfileEditor(page).lens('Run this stage', 1)).toBeVisible();
});

test('“Build to here” stops at its stage, and the lines then say what each step took', async ({ page }) => {
  const lab = new Lesson(page);
  const editor = new DockerfileEditor(page);
  await editor.lens('Build to here').click();
  await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  const steps = page.locator('li:has(.instruction)');
  await expect(steps.filter({ hasText: 'echo laid' })).toHaveCount(1);
  await expect(steps.filter({ hasText: 'COPY' })).toHaveCount(0);
  await expect(lab.buildState).toContainText('up to stage keel');
  await expect(lab.lines).toContainText(/\/keel\.txt.*\+19\s+B/);
  await editor.show('Graph');
  await expect(page.locator('[data-stage="keel"]')).not.toHaveAttribute('data-state', 'none');
  await lab.type('# a change');
  await expect(page.locator('[data-stage="keel"]')).toHaveAttribute('data-state', 'none');
  await lab.build(); // all of it, since the stage was asked for once
  await expect(steps.filter({ hasText: 'COPY' })).toHaveCount(1, { timeout: 60_000 });
});

test('“Run this stage” builds it, runs it and shows what it wrote and how it ended', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  await editor.lens('Run this stage').click();
  const run = page.getByTestId('run');
  await expect(run).toHaveAttribute('data-state', 'ended', { timeout: 60_000 });
  await expect(run).toContainText('Ended with exit code 0');
  await expect(run.getByRole('group')).toContainText('laid');
  await editor.lens('Run this stage', 1).click();
  await expect(run).toContainText('Ended with exit code 2', { timeout: 60_000 });
  await expect(run).toContainText('sails');
  await expect(run).toContainText('creaks');
  await run.getByRole('button', { name: 'Close' }).click();
  await expect(run).toBeHidden();
});

test('a run that does not end is stopped by the learner', async ({ page }) => {
  const lab = new Lesson(page);
  await lab.write('FROM busybox:1.36\nCMD ["sleep", "300"]\n');
  const editor = new DockerfileEditor(page);
  await expect(editor.lens('Build to here')).toBeHidden();
  await editor.lens('Run this stage').click();
  const run = page.getByTestId('run');
  await expect(run).toHaveAttribute('data-state', 'running', { timeout: 60_000 });
  await run.getByRole('button', { name: 'Stop' }).click();
  await expect(run).toContainText('Stopped');
});

test('a hover says how the installed image is configured', async ({ page }) => {
  const editor = new DockerfileEditor(page);
  await editor.pointAt('busybox:1.36');
  await expect(editor.hover).toContainText('busybox:1.36, as it is installed here');
  await expect(editor.hover).toContainText('linux/');
});
