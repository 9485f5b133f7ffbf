/** Giving a talk: two windows that stay together, whatever is done in either of them. */
import { mkdtemp, rm } from 'node:fs/promises';
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

  for (const key of ['PageDown', 'ArrowRight', 'Space']) await presenter.page.keyboard.press(key);
  await expect(position(page)).toHaveText(/^4 \//);
  await page.keyboard.press('PageUp');
  await expect(presenter.position).toHaveText(/^Slide 3 of/);
  await presenter.next.click();
  await expect(position(page)).toHaveText(/^4 \//);
  await presenter.page.keyboard.press('Home');
  await expect(position(page)).toHaveText(/^1 \//);
});
