/** Pictures of slides of every kind, of the speaker's window, and of a page of the PDF, in pictures of modest size. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright/test';
import { expect, test } from '../fixtures';
import { ask } from '../pages/bridge';
import { Presenter } from '../pages/presenter';
import { Shell } from '../pages/shell';
import { folder, take } from './pictures';

const slides = [
  ['slide-title', 'title-slide', 'Light'],
  ['slide-section', 'from-keel-to-mast', 'Dark'],
  ['slide-diagram', 'a-diagram', 'Light'],
  ['slide-diagram', 'a-diagram', 'Dark'],
  ['slide-formula', 'a-formula', 'Light'],
  ['slide-code-steps', 'steps', 'Dark'],
  ['slide-moving', 'moving-2', 'Light'],
  ['slide-backdrop', 'a-picture-behind', 'Dark'],
  ['slide-columns', 'two-columns-and-a-callout', 'Light'],
  ['slide-fragments', 'one-after-another', 'Dark'],
] as const;

test('pictures of slides, presenter and source', async ({ app, page }) => {
  test.setTimeout(180_000);
  mkdirSync(folder, { recursive: true });
  const course = await mkdtemp(join(tmpdir(), 'drydock-gallery-'));
  try {
    await cp(fileURLToPath(new URL('../fixtures/features', import.meta.url)), course, { recursive: true });
    const shell = new Shell(page);
    await shell.ready();
    expect(await ask(page, 'courses.open', course)).toMatchObject({ ok: true });
    const goTo = (target: string): Promise<unknown> =>
      page.evaluate((to) => (location.hash = `#/lesson/features/features?item=deck&target=${to}`), target);
    for (const theme of ['Light', 'Dark'] as const) {
      await shell.useTheme(theme);
      for (const [name, target, in_] of slides.filter(([, , wanted]) => wanted === theme)) {
        await goTo(target);
        if (target === 'steps' || target === 'one-after-another') await page.keyboard.press('ArrowRight');
        await take(page, `${name}-${in_.toLowerCase()}`);
      }
    }
    await page.getByRole('button', { name: 'Edit the source beside the slides' }).click();
    await page.getByRole('region', { name: 'Source of the slides' }).locator('.view-line').first().waitFor();
    await take(page, 'deck-source-dark');
    await page.getByRole('button', { name: 'Close the source' }).click();
    await goTo('a-picture-behind');
    const presenter = await Presenter.open(app, page);
    await take(presenter.page, 'presenter-dark');
    await takePrinted(app, page);
  } finally {
    await rm(course, { recursive: true, force: true });
  }
});

/** A slide and a page of a handout as they are on paper, where there is a program that draws PDF. */
async function takePrinted(app: ElectronApplication, page: Page): Promise<void> {
  for (const [layout, name, sheet] of [
    ['slides', 'printed-slide', '9'],
    ['handout-2', 'printed-handout', '4'],
  ] as const) {
    const filePath = join(folder, `${name}.pdf`);
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = (async () => ({
        canceled: false,
        filePath: path,
      })) as typeof dialog.showSaveDialog;
    }, filePath);
    expect(
      await ask(page, 'decks.print', 'features/features', { layout, fragments: 'merged' }),
    ).toMatchObject({
      ok: true,
    });
    spawnSync('pdftoppm', ['-png', '-singlefile', '-r', '90', '-f', sheet, filePath, join(folder, name)]);
    rmSync(filePath);
  }
}
