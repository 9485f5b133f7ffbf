/** A deck on paper: what is in the PDF that a learner saves. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { parseDeck } from '../electron/shared/deck';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { ask } from './pages/bridge';
import { Lesson } from './pages/lesson';

const lesson = 'containers/your-first-image';
let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-pdf-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** The learner's answer to the dialog that asks where to save. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);
}

/** The saved file: the text of each page, and the size of the first in points. */
async function read(path: string): Promise<{ pages: string[]; width: number; height: number }> {
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(path)));
  const { text } = await extractText(pdf, { mergePages: false });
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return {
    pages: text.map((page) => page.replace(/\s+/g, ' ')),
    width: Math.round(width),
    height: Math.round(height),
  };
}

async function slidesOf(page: Page) {
  const reply = await ask(page, 'courses.lesson', lesson, '');
  if (!reply.ok) throw new Error(reply.error.message);
  return parseDeck((reply.value as { deck: { source: string } }).deck.source).slides;
}

test('one slide a page, every slide with its title, all steps taken', async ({ app, page }) => {
  const path = join(folder, 'slides.pdf');
  await saveTo(app, path);
  await new Lesson(page).open(lesson, 'deck');
  await page.getByRole('button', { name: 'Save as PDF', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the slides as PDF' });
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save as PDF…' }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });

  const slides = await slidesOf(page);
  const { pages, width, height } = await read(path);
  expect([width, height]).toEqual([960, 540]);
  expect(pages).toHaveLength(slides.length);
  const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  slides.forEach(({ title, text }, index) => {
    expect(letters(pages[index] ?? '')).toContain(letters(title));
    const lastWord = text.match(/\p{L}{4,}/gu)?.at(-1) ?? '';
    expect(letters(pages[index] ?? '')).toContain(letters(lastWord));
  });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a handout has two or four slides a page with their notes, and a page for each step on demand', async ({
  app,
  page,
}) => {
  await new Lesson(page).open(lesson, 'deck');
  const slides = await slidesOf(page);
  const steps = slides.reduce((sum, { fragments }) => sum + fragments, 0);
  for (const [layout, size] of [
    ['handout-2', 2],
    ['handout-4', 4],
  ] as const) {
    const path = join(folder, `${layout}.pdf`);
    await saveTo(app, path);
    expect(await ask(page, 'decks.print', lesson, { layout, fragments: 'merged' })).toEqual({
      ok: true,
      value: { path },
    });
    const { pages, width, height } = await read(path);
    expect([width, height]).toEqual([595, 842]);
    expect(pages).toHaveLength(Math.ceil(slides.length / size));
    const noted = slides.findIndex(({ notes }) => notes !== '');
    expect(pages[Math.floor(noted / size)]).toContain(slides[noted]?.notes.slice(0, 20).replace(/\s+/g, ' '));
  }
  const path = join(folder, 'steps.pdf');
  await saveTo(app, path);
  await ask(page, 'decks.print', lesson, { layout: 'slides', fragments: 'expanded' });
  expect((await read(path)).pages).toHaveLength(slides.length + steps);
});

test('a dialog that is closed prints nothing', async ({ app, page }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = (async () => ({ canceled: true, filePath: '' })) as typeof dialog.showSaveDialog;
  });
  await new Lesson(page).open(lesson, 'deck');
  expect(await ask(page, 'decks.print', lesson, { layout: 'slides', fragments: 'merged' })).toEqual({
    ok: true,
    value: null,
  });
});
