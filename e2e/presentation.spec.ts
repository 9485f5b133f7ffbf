/** Giving a talk: two windows that stay together, whatever is done in either of them. */
import type { Locator, Page } from 'playwright/test';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { Lesson } from './pages/lesson';
import { ask } from './pages/bridge';
import { Presenter } from './pages/presenter';

const lesson = 'containers/your-first-image';
const deckOf = (page: Page): Locator => page.getByRole('region', { name: 'Slides' });
const position = (page: Page): Locator => deckOf(page).locator('.position');

async function openDeck(page: Page, slide?: string): Promise<void> {
  await new Lesson(page).open(lesson, 'deck', slide);
  await expect(position(page)).toBeVisible();
}

test('both windows move together, and what a remote sends moves them', async ({ app, page }) => {
  await openDeck(page);
  const presenter = await Presenter.open(app, page);
  await expect(presenter.position).toHaveText(/^Slide 1 of/);

  for (const key of ['PageDown', 'n', 'Space']) await presenter.page.keyboard.press(key);
  await expect(position(page)).toHaveText(/^4 \//);
  await page.keyboard.press('PageUp');
  await expect(presenter.position).toHaveText(/^Slide 3 of/);
  await presenter.next.click();
  await expect(position(page)).toHaveText(/^4 \//);
  await presenter.page.keyboard.press('Home');
  await expect(position(page)).toHaveText(/^1 \//);
});

test('the presenter sees what comes next and the notes, keeps the time, and blanks the screen', async ({
  app,
  page,
}) => {
  await openDeck(page, 'the-build-context');
  const presenter = await Presenter.open(app, page);
  const window = presenter.page;
  await expect(window.getByRole('region', { name: 'Next', exact: true })).toBeVisible();
  await expect(presenter.notes).toContainText(/\w{3,}/);
  const clock = window.getByRole('timer');
  await expect(clock).not.toHaveText('0:00');
  await window.getByRole('button', { name: 'Pause the clock' }).click();
  await window.getByRole('button', { name: 'Reset the clock' }).click();
  await expect(clock).toHaveText('0:00');

  await window.keyboard.press('b');
  await expect(page.getByRole('button', { name: /^The screen is blank/ })).toBeVisible();
  await expect(window.getByText('The audience sees a blank screen')).toBeVisible();
  await page.keyboard.press('b');
  await expect(window.getByText('The audience sees a blank screen')).toBeHidden();
  expect(await seriousProblems(window)).toEqual([]);
});

test('laser and drawing appear in the other window at the same place of the slide', async ({ app, page }) => {
  await openDeck(page, 'the-build-context');
  const presenter = await Presenter.open(app, page);
  const window = presenter.page;
  const from = window.locator('.current .ink').first();
  const to = deckOf(page).locator('.ink').first();
  const at = async (ink: Locator, x: number, y: number) => {
    const box = await ink.boundingBox();
    if (!box) throw new Error('no ink layer');
    return [box.x + box.width * x, box.y + box.height * y] as const;
  };

  await window.keyboard.press('r');
  await window.mouse.move(...(await at(from, 0.25, 0.5)));
  const laser = to.locator('.laser');
  await expect(laser).toBeVisible();
  const [spot, wanted] = [await laser.boundingBox(), await at(to, 0.25, 0.5)];
  expect(Math.abs((spot?.x ?? 0) + (spot?.width ?? 0) / 2 - wanted[0])).toBeLessThan(4);
  expect(Math.abs((spot?.y ?? 0) + (spot?.height ?? 0) / 2 - wanted[1])).toBeLessThan(4);

  await window.keyboard.press('d');
  await window.mouse.move(...(await at(from, 0.3, 0.3)));
  await window.mouse.down();
  await window.mouse.move(...(await at(from, 0.5, 0.3)), { steps: 5 });
  await window.mouse.up();
  await expect(to.locator('path')).toHaveCount(1);
  await expect(to.locator('path')).toHaveAttribute('d', /^M0\.3/);
  await presenter.next.click();
  await presenter.back.click();
  await expect(to.locator('path')).toHaveCount(1);
  await window.keyboard.press('z');
  await expect(to.locator('path')).toHaveCount(0);
});

test('a lab is shown mid-talk, and the slides are where they were', async ({ app, page }) => {
  await openDeck(page, 'the-build-context');
  const presenter = await Presenter.open(app, page);
  const window = presenter.page;
  const before = await presenter.position.textContent();
  await window.getByLabel('The audience sees').selectOption('shape-the-image');
  await expect(new Lesson(page).editor).toBeVisible();
  await expect(window.getByText('The slides wait here')).toBeVisible();
  await page.locator('[data-item=quiz]').click();
  await expect(window.getByLabel('The audience sees')).toHaveValue('quiz');

  await window.getByRole('button', { name: 'Back to the slides' }).click();
  await expect(position(page)).toHaveText(
    `${/\d+/.exec(before ?? '')?.[0]} / ${/of (\d+)/.exec(before ?? '')?.[1]}`,
  );
  await expect(presenter.position).toHaveText(before ?? '');
});

test('the slides fill a chosen screen, and Escape ends the talk and gives the window back', async ({
  app,
  page,
}) => {
  await openDeck(page);
  const presenter = await Presenter.open(app, page);
  const rail = page.getByRole('navigation', { name: 'Main' });
  /** What is in front where the rail is: the slide, while it fills the window. */
  const isRailInFront = () =>
    rail.evaluate((element) => element.contains(document.elementFromPoint(20, 200)));
  expect(await isRailInFront()).toBe(false);
  const choice = presenter.page.getByLabel('Slides on');
  const screens = await choice.getByRole('option').allTextContents();
  expect(screens.length).toBeGreaterThan(1);
  await choice.selectOption({ index: 1 });
  const isFullScreen = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isFullScreen()),
    );
  await expect.poll(isFullScreen).toBe(true);
  const closed = presenter.page.waitForEvent('close');
  await page.keyboard.press('Escape');
  await closed;
  await expect.poll(isFullScreen).toBe(false);
  await expect.poll(isRailInFront).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the presenter window obeys the rules of the app’s own, and may ask only for what it needs', async ({
  app,
  page,
}) => {
  await openDeck(page);
  const { page: notes } = await Presenter.open(app, page);
  for (const [method, ...args] of [
    ['workspaces.scratch', 'Dockerfile', 'FROM scratch'],
    ['progress.reset', 'all'],
    ['builds.start', 'scratch', {}],
    ['courses.open', '/etc'],
    ['printing.job'],
  ] as const) {
    expect(await ask(notes, method, ...args)).toMatchObject({ ok: false, error: { kind: 'refused' } });
  }
  expect((await ask(notes, 'presentation.state')).ok).toBe(true);
  await notes.evaluate(() => void (location.href = 'https://example.invalid/'));
  expect(await notes.evaluate(() => globalThis.open('app://drydock/') === null)).toBe(true);
  const found = await app.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(
        (each) =>
          each.webContents.executeJavaScript(
            `[location.protocol, typeof require, typeof process]`,
          ) as Promise<unknown>,
      ),
    ),
  );
  expect(found).toEqual([
    ['app:', 'undefined', 'undefined'],
    ['app:', 'undefined', 'undefined'],
  ]);
});
