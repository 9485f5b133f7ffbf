/** What stays of a lesson: figures that answer, words that are explained, questions that come back, and a certificate. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { verifyCertificate } from '../electron/certificates/verify';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { answerPaths } from './pages/desktop';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const course = {
  'course.yaml':
    'schema: 1\nid: knots\nversion: 1.0.0\ntitle: Knots\nsummary: Two of them.\nauthors: [A]\nlicense: CC-BY-4.0\nlanguage: en\nlessons: [01-bowline]\n',
  'glossary.yaml':
    'terms:\n  - term: bowline\n    definition: A knot that makes a loop which does not slip.\n    slide: bowline#the-loop\n',
  '01-bowline/lesson.yaml':
    'title: Bowline\nobjectives: [Tie a bowline]\nminutes: 5\nitems:\n  - deck: slides.md\n  - quiz: quiz.yaml\n',
  '01-bowline/slides.md':
    '## The loop\n\nA bowline makes a loop.\n\n## Try\n\nWhat a bowline is for, and a figure.\n\n::: {.interactive figure="cache-invalidation"}\n\nA table, on paper.\n\n:::\n',
  '01-bowline/quiz.yaml':
    'title: Bowline\nquestions:\n  - id: slips\n    kind: single\n    prompt: Does it slip?\n    explain: It holds.\n    slide: the-loop\n    options:\n      - { text: "Yes", explain: No. }\n      - { text: "No", correct: true, explain: Right. }\n',
};

const missedLongAgo = {
  v: 1,
  id: 'missed-long-ago',
  at: '2026-01-01T10:00:00.000Z',
  fact: {
    kind: 'quiz-answered',
    lesson: 'containers/why-containers',
    question: 'the-cause',
    correct: false,
    answer: '{"choices":[0]}',
  },
};

test('a figure, a word, a missed question, what was learned, and the certificate', async ({ profile }) => {
  test.setTimeout(90_000);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-knots-'));
  for (const [path, text] of Object.entries(course)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await mkdir(join(profile, 'progress'), { recursive: true });
  await writeFile(join(profile, 'progress/journal.jsonl'), `${JSON.stringify(missedLongAgo)}\n`);
  const app = await launch({ profile, args: [folder] });
  try {
    const page = await app.firstWindow();
    const shell = new Shell(page);
    const lesson = new Lesson(page);

    // The library reminds; the question comes back, is answered, and goes further away.
    await shell.ready();
    await page.getByTestId('review-reminder').click();
    await page.getByRole('button', { name: 'Begin' }).click();
    const asked = page.getByTestId('review-question');
    await asked.getByRole('radio').first().check();
    expect(await seriousProblems(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Answer, not sure' }).click();
    await expect(asked.getByText(/^Comes back (tomorrow|in \d+ days)\.$/)).toBeVisible();
    await asked.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('heading', { name: 'That was all' })).toBeVisible();

    // A figure by keyboard: the deck stays where it is while a key belongs to the figure.
    await lesson.open('knots/bowline', 'deck', 'try');
    const figure = page.getByRole('group', { name: /^Interactive figure/ });
    await expect(figure).toContainText('This build takes 38.7 s.');
    await figure.getByRole('button', { name: 'Move down: COPY . .' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await figure.getByRole('button', { name: 'Move down: COPY . .' }).focus();
    await page.keyboard.press('Enter');
    await expect(figure).toContainText('This build takes 0.5 s.');
    await figure.getByRole('radio', { name: 'app.py' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(figure).toContainText('This build takes 38.7 s.');
    await expect(page.getByText('2 / 2')).toBeVisible();

    // A word by keyboard: its card comes and goes, and Enter reads the slide that teaches it, where it is not marked.
    const word = page.getByRole('button', { name: 'bowline' });
    await figure.getByRole('button', { name: 'Start again' }).focus();
    await page.keyboard.press('Shift+Tab');
    await expect(word).toBeFocused();
    const card = page.getByTestId('glossary-card');
    await expect(card).toContainText('does not slip');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'The loop' }).first()).toBeVisible();
    await expect(word).toHaveCount(0);
    await shell.search('loop which');
    await shell.palette
      .getByRole('option', { name: /bowline/ })
      .first()
      .click();
    await expect(page.getByTestId('glossary-entry').filter({ hasText: 'bowline' })).toBeFocused();

    // Missed, then right: the lesson is completed, and the question comes back tomorrow all the same.
    await lesson.open('knots/bowline', 'quiz');
    const question = page.locator('form.question');
    await question.getByRole('radio', { name: 'Yes' }).check();
    await question.getByRole('button', { name: 'Answer' }).click();
    await question.getByRole('button', { name: 'Try again' }).click();
    await question.getByRole('radio', { name: 'No' }).check();
    await question.getByRole('button', { name: 'Answer' }).click();
    await page.getByTestId('to-learned').click();
    await expect(page.getByRole('heading', { name: 'You can now' })).toBeVisible();
    await expect(page.getByTestId('learned')).toContainText('Tie a bowline');
    await expect(page.getByTestId('learned')).toContainText('comes back tomorrow');
    expect(await seriousProblems(page)).toEqual([]);

    // The certificate, printed and signed.
    await shell.goTo('Library');
    await page.getByTestId('course-knots').getByRole('button', { name: 'Certificate…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Certificate of completion' });
    await dialog.getByRole('textbox').fill('Ada Example');
    expect(await seriousProblems(page)).toEqual([]);
    for (const [format, button] of [
      ['json', 'Save as signed JSON…'],
      ['pdf', 'Save as PDF…'],
    ] as const) {
      const path = join(folder, `ada.${format}`);
      await answerPaths(app, path);
      await dialog.getByRole('button', { name: button }).click();
      await expect(shell.notices).toContainText(`Saved ${path}`, { timeout: 30_000 });
    }
    const checked = verifyCertificate(await readFile(join(folder, 'ada.json'), 'utf8'));
    if (!checked.valid) throw new Error(checked.reason);
    expect(checked.certificate).toMatchObject({ name: 'Ada Example', course: { title: 'Knots' } });
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(join(folder, 'ada.pdf'))));
    const { text } = await extractText(pdf, { mergePages: true });
    expect(pdf.numPages).toBe(1);
    expect(text).toContain('Ada Example');
    expect(text.replace(/\s/g, '')).toContain(checked.fingerprint);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});
