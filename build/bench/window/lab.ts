import { type BenchRow, median } from '../bench';
import { beforeClick, type OpenApp, arm, taken, withApp, withProfile } from './app';

const starts = 5;
const warmRounds = 8;

const lab = '[data-testid="lesson-your-first-image"] li a[href*="item=first-build"]';
const lines = '[data-testid="editor"] .monaco-editor .view-lines';
/** A text area, or in newer Chromiums an element with an edit context. */
const input = '[data-testid="editor"] :is(textarea, .native-edit-context)';

/**
 * From the click on a lab in the library until its editor has shown the file and then a typed letter. The letter is
 * a real key press, made as soon as the text is seen, so the way there and back through Playwright is in the number.
 */
export async function measure(): Promise<readonly BenchRow[]> {
  const budget = { of: 'value', most: 400 } as const;
  return withProfile(async (profile) => {
    const first = await withApp(profile, openLab);
    const cold: number[] = [];
    const text: number[] = [];
    let warm: readonly number[] = [];
    for (let start = 0; start < starts; start += 1) {
      await withApp(profile, async (opened) => {
        const times = await openLab(opened);
        cold.push(times.key);
        text.push(times.text);
        if (start === starts - 1) warm = await openAgain(opened);
      });
    }
    return [
      { what: 'open a lab to first key, first start ever', value: first.key, unit: 'ms', budget },
      { what: 'open a lab to first key, first after a start', value: median(cold), unit: 'ms', budget },
      { what: 'open a lab to text shown, first after a start', value: median(text), unit: 'ms', budget },
      { what: 'open a lab to first key, again', value: median(warm), unit: 'ms', budget },
    ];
  });
}

async function openLab({ page }: OpenApp): Promise<{ readonly text: number; readonly key: number }> {
  const key = nextKey();
  await page.locator(lab).waitFor();
  await page.waitForTimeout(beforeClick);
  await arm(page, 'click', [
    { selector: lines, text: 'your recipe' },
    { selector: lines, text: key },
  ]);
  await page.locator(lab).click();
  const text = await taken(page, 0);
  await page.evaluate(`document.querySelector(${JSON.stringify(input)}).focus()`);
  await page.keyboard.press(key);
  return { text, key: await taken(page, 1) };
}

async function openAgain(opened: OpenApp): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < warmRounds; round += 1) {
    await opened.page.evaluate("location.hash = '#/'");
    times.push((await openLab(opened)).key);
  }
  return times;
}

/** A key for each time, none of them in the file: what was typed before is saved there and comes back. */
const unusedKeys = [...'0123456789$%&+=~'];

function nextKey(): string {
  const key = unusedKeys.shift();
  if (key === undefined) throw new Error('The lab is opened more often than there are keys to tell it by.');
  return key;
}
