/** Reading a deck: finding the way, trying code, looking closely, and what a learner leaves on slides. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { ask } from './pages/bridge';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const lesson = 'containers/why-containers';
const deckOf = (page: Page) => page.getByRole('region', { name: 'Slides' });
const position = (page: Page) => deckOf(page).locator('.position');

async function openDeck(page: Page, slide?: string): Promise<void> {
  await new Lesson(page).open(lesson, 'deck', slide);
  await expect(position(page)).toBeVisible();
}

/** One finger over the slide. */
async function swipe(page: Page, by: { readonly x: number; readonly y: number }): Promise<void> {
  await page.locator('.slide-pane:not(.is-waiting)').evaluate((target, { x, y }) => {
    const at = (clientX: number, clientY: number): Touch =>
      new Touch({ identifier: 1, target, clientX, clientY });
    const [from, to] = [at(400, 300), at(400 + x, 300 + y)];
    target.dispatchEvent(
      new TouchEvent('touchstart', { bubbles: true, touches: [from], changedTouches: [from] }),
    );
    target.dispatchEvent(new TouchEvent('touchend', { bubbles: true, changedTouches: [to] }));
  }, by);
}

test('arrows, contents, search and overview lead through a deck', async ({ app, page }) => {
  await openDeck(page);
  await expect(position(page)).toHaveText(/^1 \//);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^↓ \d+ below$/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(position(page)).toHaveText(/^3 \//);
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).not.toHaveText(/^[1-4] \//); // the next section
  await page.keyboard.press('ArrowLeft');
  await expect(position(page)).toHaveText(/^3 \//); // where the one before was left
  await page.keyboard.press('PageUp');
  await expect(position(page)).toHaveText(/^2 \//);
  await page.keyboard.press('Space');
  await expect(position(page)).toHaveText(/^3 \//);

  // After the last slide the lesson goes on.
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Continue with It works on my machine' })).toBeVisible();

  // A number, a blank screen, a finger, and the whole screen.
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(position(page)).toHaveText(/^5 \//);
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: /^The screen is blank/ })).toBeVisible();
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: /^The screen is blank/ })).toBeHidden();
  await swipe(page, { x: 0, y: 200 });
  await expect(position(page)).toHaveText(/^4 \//);
  await swipe(page, { x: 0, y: -200 });
  await expect(position(page)).toHaveText(/^5 \//);
  const isFullScreen = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());
  const rail = page.getByRole('navigation', { name: 'Main' });
  const isRailInFront = () =>
    rail.evaluate((element) => element.contains(document.elementFromPoint(20, 200)));
  await page.keyboard.press('f');
  await expect.poll(isFullScreen).toBe(true);
  expect(await isRailInFront()).toBe(false);
  await page.keyboard.press('f');
  await expect.poll(isFullScreen).toBe(false);
  expect(await isRailInFront()).toBe(true);

  await page.keyboard.press('c');
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('button', { name: 'Pets and cattle' }).click();
  await expect(contents).toBeHidden();
  await expect(deckOf(page).getByRole('heading', { name: 'Pets and cattle' }).first()).toBeVisible();

  await page.keyboard.press('/');
  await contents.getByRole('searchbox').fill('short history');
  await page.keyboard.press('Enter');
  await expect(deckOf(page).getByRole('heading', { name: 'A short history' }).first()).toBeVisible();

  await page.keyboard.press('Escape');
  const overview = page.locator('.overview');
  await expect(overview).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(overview).toBeHidden();
});

test('code is tried in a scratch workspace, and a figure is enlarged', async ({ page }) => {
  await openDeck(page, 'what-a-program-stands-on');
  await deckOf(page)
    .getByRole('button', { name: /^Enlarge/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  const figure = page.getByRole('dialog', { name: /^Enlarge/ });
  await expect(figure.getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(figure).toBeHidden();

  await new Lesson(page).open('containers/your-first-image', 'deck', 'a-recipe-in-four-lines');
  await deckOf(page)
    .getByRole('button', { name: /^Try it/ })
    .first()
    .click();
  await expect(new Lesson(page).editor).toBeVisible();
});

test('a bookmark and a note survive a restart', async ({ profile }) => {
  const before = await launch({ profile });
  const first = await before.firstWindow();
  await openDeck(first, 'pets-and-cattle');
  await first.keyboard.press('m');
  await expect(first.getByRole('button', { name: 'Bookmark this slide' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await first.getByRole('button', { name: 'Write a note to this slide' }).click();
  await first.getByRole('textbox', { name: 'My note to this slide' }).fill('Mine are all pets.');
  await first.keyboard.press('Escape');
  await expect(first.getByRole('button', { name: 'My note to this slide' })).toBeVisible();
  await before.close();

  const after = await launch({ profile });
  try {
    const page = await after.firstWindow();
    await openDeck(page, 'pets-and-cattle');
    await expect(page.getByRole('button', { name: 'Bookmark this slide' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.getByRole('button', { name: 'My note to this slide' }).click();
    await expect(page.getByRole('textbox', { name: 'My note to this slide' })).toHaveValue(
      'Mine are all pets.',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    const entry = page
      .getByRole('navigation', { name: 'Contents' })
      .getByRole('button', { name: 'Pets and cattle' });
    await expect(entry.getByLabel('bookmarked')).toBeVisible();
    await expect(entry.getByLabel('with a note')).toBeVisible();
  } finally {
    await after.close();
  }
});

test('a picture on the network is a labelled placeholder, and nothing is requested', async ({ page }) => {
  await new Shell(page).ready();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-deck-'));
  try {
    await cp(fileURLToPath(new URL('fixtures/hostile', import.meta.url)), folder, { recursive: true });
    await writeFile(
      join(folder, '01-trap/slides.md'),
      '## Far away\n\nText\n\n![A ship at sea](https://pictures.invalid/ship.png)\n',
    );
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    expect(await ask(page, 'courses.open', folder)).toMatchObject({ ok: true });
    await page.evaluate(() => (location.hash = '#/lesson/hostile/trap'));
    const placeholder = deckOf(page).locator('.picture-placeholder').first();
    await expect(placeholder).toContainText('A ship at sea');
    await expect(placeholder).toContainText('pictures.invalid/ship.png');
    expect(requests.filter((url) => url.includes('pictures.invalid'))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

for (const theme of ['Light', 'Dark'] as const) {
  test(`axe finds nothing serious on a deck, its panels and notes (${theme})`, async ({ page }) => {
    const shell = new Shell(page);
    await shell.ready();
    await shell.useTheme(theme);
    await openDeck(page, 'pets-and-cattle');
    await page.keyboard.press('m');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('c');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await expect(page.locator('.overview .caption').first()).toBeVisible();
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Write a note to this slide' }).click();
    expect(await seriousProblems(page)).toEqual([]);
  });
}
