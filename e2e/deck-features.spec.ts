/** What a slide can do beyond text, and writing a deck beside its slides: in a course that its teacher opened as a folder. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright/test';
import { seriousProblems } from './accessibility';
import { expect, test as base } from './fixtures';
import { ask } from './pages/bridge';
import { Shell } from './pages/shell';

/** A folder with the course of all kinds of slides, open in the app. */
const test = base.extend<{ course: string }>({
  course: async ({ page }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-features-'));
    await cp(fileURLToPath(new URL('fixtures/features', import.meta.url)), folder, { recursive: true });
    await new Shell(page).ready();
    expect(await ask(page, 'courses.open', folder)).toMatchObject({ ok: true });
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

const deckOf = (page: Page): Locator => page.getByRole('region', { name: 'Slides', exact: true });
const slideOf = (page: Page): Locator => page.locator('.slide-pane.is-ready:not(.is-waiting)');
const goTo = (page: Page, slide: string): Promise<unknown> =>
  page.evaluate((target) => (location.hash = `#/lesson/features/features?item=deck&target=${target}`), slide);

/** Counts in the page what begins to move. */
function countAnimations(): void {
  const animate = Element.prototype.animate;
  let count = 0;
  Element.prototype.animate = function (...given) {
    document.body.dataset['animations'] = String((count += 1));
    return animate.apply(this, given);
  };
}

test('diagrams, formulas, steps, motion and pictures behind, on the shell of both themes', async ({
  page,
  course,
}) => {
  expect(course).toBeTruthy();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const slide = slideOf(page);

  await goTo(page, 'a-diagram');
  const diagram = slide.getByRole('button', { name: /From source to a running container/ });
  await expect(diagram).toBeVisible();
  const drawn = await diagram.getAttribute('src');
  expect(drawn).toMatch(/^data:image\/svg\+xml/);
  expect(await diagram.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);
  expect(await seriousProblems(page)).toEqual([]);

  await goTo(page, 'a-formula');
  await expect(slide.locator('.katex-display')).toBeVisible();

  await goTo(page, 'steps');
  const marked = slide.locator('.code-line:not(.is-dimmed)');
  await expect(marked).toHaveText(/FROM busybox/);
  await page.keyboard.press('ArrowRight');
  await expect(marked).toHaveText([/WORKDIR/, /COPY/]);
  await page.keyboard.press('ArrowRight');
  await expect(marked).toHaveText(/CMD/);
  await page.keyboard.press('ArrowLeft');
  await expect(marked).toHaveText([/WORKDIR/, /COPY/]);

  // What is on both slides moves, unless motion is unwanted.
  const moving = (): Promise<number> =>
    slide.evaluate((pane) => pane.getAnimations({ subtree: true }).length);
  await page.evaluate(countAnimations); // on a busy machine one is over before it can be seen running
  await goTo(page, 'moving-1');
  await expect(slide.getByText('keel')).toBeVisible();
  await page.waitForTimeout(300);
  await page.keyboard.press('ArrowDown');
  await expect(slide.getByText('Something new above.')).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => Number(document.body.dataset['animations'])))
    .toBeGreaterThan(0);
  await expect.poll(moving).toBe(0);
  await goTo(page, 'a-picture-behind');
  await expect(slide.locator('.slide-backdrop')).toHaveCSS(
    'background-image',
    /app:\/\/drydock\/course\/features\/01-features\/figures\/waves\.svg/,
  );

  // Across and down, as in reveal.js.
  await page.keyboard.press('Shift+ArrowUp');
  await expect(slide.getByRole('heading', { name: 'From keel to mast' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(slide.getByRole('heading', { name: 'To the sea' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(slide.getByRole('heading', { name: 'Last' })).toBeVisible();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(slide.getByRole('heading', { name: 'To the sea' })).toBeVisible();

  await new Shell(page).useTheme('Dark');
  await goTo(page, 'a-diagram');
  await expect(diagram).toBeVisible();
  await expect(diagram).not.toHaveAttribute('src', drawn ?? '');
  for (const target of ['a-diagram', 'two-columns-and-a-callout', 'steps', 'a-picture-behind']) {
    await goTo(page, target);
    await expect(slide).toBeVisible();
    expect(await seriousProblems(page), target).toEqual([]);
  }
  expect(requests.filter((url) => !/^(?:app:\/\/drydock\/|data:|blob:)/.test(url))).toEqual([]);
});

test('a deck is written beside its slides, saved as it is typed, with its problems told and nothing of others lost', async ({
  page,
  course,
}) => {
  const file = join(course, '01-features/slides.md');
  const slide = slideOf(page);
  await goTo(page, 'one-after-another');
  await expect(slide.getByRole('heading', { name: 'One after another' })).toBeVisible();
  await deckOf(page).getByRole('button', { name: 'Edit the source beside the slides' }).click();
  const source = page.getByRole('region', { name: 'Source of the slides' });
  // It begins where the slide does.
  const before = (await readFile(file, 'utf8')).split('\n');
  await expect(source.locator('.line-numbers.active-line-number')).toHaveText(
    String(before.indexOf('## One after another') + 1),
  );
  await expect(slide.getByRole('heading', { name: 'One after another' })).toBeVisible();

  // The preview keeps its place, and follows the cursor.
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('\nTo none.');
  await expect(slide.getByRole('heading', { name: 'Last' })).toBeVisible();
  await expect(slide).toContainText('To none.');
  await expect(source.getByRole('status')).toHaveText('Saved');
  expect(await readFile(file, 'utf8')).toContain('To none.');

  // Problems are marked where they are.
  await page.keyboard.insertText('\n\n![far](https://pictures.invalid/ship.png)\n\n::: unclosed\n');
  await expect(source).toContainText(/\d problems/);
  for (const theme of ['light', 'dark'] as const) {
    expect(await ask(page, 'settings.change', { theme })).toMatchObject({ ok: true });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    expect(await seriousProblems(page), theme).toEqual([]);
  }

  // Another program writes while there is unsaved text: both texts are kept until the author chooses.
  await expect(source.getByRole('status')).toHaveText('Saved');
  await source.locator('.view-line').last().click();
  await page.keyboard.insertText('mine ');
  await writeFile(file, '## Theirs\n\nFrom another program.\n');
  await expect(source.getByRole('alert')).toContainText('was changed outside Drydock');
  expect(await readFile(file, 'utf8')).toBe('## Theirs\n\nFrom another program.\n');
  await source.getByRole('button', { name: 'Take theirs' }).click();
  await expect(source.getByRole('alert')).toBeHidden();
  await expect(slide.getByRole('heading', { name: 'Theirs' })).toBeVisible();

  await source.getByRole('button', { name: 'Close the source' }).click();
  await expect(source).toBeHidden();
});

test('a course that came with the app has no source to edit', async ({ page }) => {
  await new Shell(page).ready();
  await page.evaluate(() => (location.hash = '#/lesson/containers/why-containers?item=deck'));
  await expect(deckOf(page).getByRole('button', { name: 'Save as PDF' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit the source beside the slides' })).toHaveCount(0);
  expect(await ask(page, 'decks.save', 'containers/why-containers', 'x', null)).toMatchObject({
    ok: false,
    error: { kind: 'refused' },
  });
});
