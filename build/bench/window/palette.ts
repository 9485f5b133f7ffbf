import type { Page } from 'playwright/test';
import { Shell } from '../../../e2e/pages/shell';
import type { BenchRow } from '../bench';
import { percentile } from '../statistics';
import { timeTo, withApp, withProfile } from './app';

const rounds = 5;

/** Words of which none is in the hits of the one before it. */
const words = ['cache', 'volume', 'signal', 'user', 'network', 'stage'] as const;

/**
 * From a text put into the palette's field until hits with that word are on the screen. Six words in turn, over the
 * shipped courses and 1,200 generated slides.
 */
export async function measure(): Promise<readonly BenchRow[]> {
  return withProfile((profile) =>
    withApp(profile, async ({ page }) => {
      await page.waitForTimeout(5000); // until everything is indexed, and the shipped courses compared with their folders
      const opening = await timeTo(
        page,
        { event: 'keydown', act: () => page.keyboard.press('ControlOrMeta+k') },
        { selector: '[data-testid="palette"] input' },
      );
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        for (const word of words) times.push(await search(page, word));
      }
      const budget = { of: 'value', most: 50 } as const;
      return [
        {
          what: 'palette: key to field',
          value: opening,
          unit: 'ms',
          note: 'The first time after a start, code included.',
        },
        { what: 'palette: text to hits, p50', value: percentile(times, 50), unit: 'ms', budget },
        { what: 'palette: text to hits, p95', value: percentile(times, 95), unit: 'ms', budget },
      ];
    }),
  );
}

async function search(page: Page, word: string): Promise<number> {
  const { palette } = new Shell(page);
  await palette.getByRole('textbox').selectText();
  return timeTo(
    page,
    { event: 'input', act: () => page.keyboard.insertText(word) },
    { selector: '[data-testid="palette"] [role="option"] mark', text: word },
  );
}
