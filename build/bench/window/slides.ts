import type { Page } from 'playwright/test';
import { type BenchRow, median } from '../bench';
import { percentile } from '../statistics';
import { beforeClick, courseId, timeTo, withApp, withProfile } from './app';

const rounds = 5;

/** Milliseconds between two keys: about as fast as a key repeats while it is held. */
const betweenKeys = 40;

/** Milliseconds after which everything is loaded that a start leaves for later. */
const settled = 5000;

/**
 * Chromium then draws a frame as soon as there is something new instead of at the display's next refresh. That wait
 * (up to 16.7 ms, 8 on average, whatever the app does) would hide the work, and it is the work that must fit into
 * one frame: handling the key, building the slide, style, layout and paint, all of it in the number.
 */
const withoutRefresh = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** The slide in front, fitted into its pane; its neighbours wait in the page. */
const slide = (number: number | undefined, of: number): string =>
  `.slide-pane.is-ready:not(.is-waiting)[aria-label*="${number === undefined ? '' : `Slide ${number}`} of ${of}"]`;

/** Real key presses through a deck, and the way from the library to a deck's first slide. */
export async function measure(): Promise<readonly BenchRow[]> {
  return withProfile(async (profile) => {
    const changes = await withApp(profile, ({ page }) => readDeck(page, 200), withoutRefresh);
    const long = await withApp(profile, ({ page }) => readDeck(page, 1000, 300), withoutRefresh);
    const cold: number[] = [];
    const early: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      cold.push(await withApp(profile, ({ page }) => openDeck(page, 1000, settled)));
      early.push(await withApp(profile, ({ page }) => openDeck(page, 1000)));
    }
    const warm = await withApp(profile, async ({ page }) => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await openDeck(page, 200); // the deck that was read last is kept: it must be another one
        await page.evaluate("location.hash = '#/'");
        times.push(await openDeck(page, 1000));
        await page.evaluate("location.hash = '#/'");
      }
      return times;
    });
    const frame = { of: 'value', most: 16 } as const;
    const opening = { of: 'value', most: 150 } as const;
    return [
      { what: 'slide to slide, 200 slides, p50', value: percentile(changes, 50), unit: 'ms', budget: frame },
      { what: 'slide to slide, 200 slides, p95', value: percentile(changes, 95), unit: 'ms', budget: frame },
      { what: 'slide to slide, 1000 slides, p95', value: percentile(long, 95), unit: 'ms', budget: frame },
      {
        what: 'open 1000 slides, first lesson after a start',
        value: median(cold),
        unit: 'ms',
        budget: opening,
      },
      {
        what: 'open 1000 slides, within a second of a start',
        value: median(early),
        unit: 'ms',
        note: 'The click then waits for the editor, which is being loaded for whoever opens a lab.',
      },
      {
        what: 'open 1000 slides, a lesson was open before',
        value: median(warm),
        unit: 'ms',
        budget: opening,
      },
    ];
  });
}

/** To the deck's first slide, or to the one where it was left. */
export async function openDeck(page: Page, slides: number, wait = beforeClick): Promise<number> {
  const link = page.locator(`a[href*="/lesson/${courseId}/${slides}-slides"]`).first();
  await link.waitFor();
  await page.waitForTimeout(wait);
  return timeTo(page, { event: 'click', act: () => link.click() }, { selector: slide(undefined, slides) });
}

/** Goes to the next slide until the end of the deck, or as many times as asked. */
async function readDeck(page: Page, slides: number, most = slides): Promise<readonly number[]> {
  await openDeck(page, slides);
  await page.waitForTimeout(1000);
  const times: number[] = [];
  for (let number = 2; number <= Math.min(slides, most); number += 1) {
    await page.waitForTimeout(betweenKeys);
    const cause = { event: 'keydown', act: () => page.keyboard.press('PageDown') } as const;
    times.push(await timeTo(page, cause, { selector: slide(number, slides) }));
  }
  return times;
}
