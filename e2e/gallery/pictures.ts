import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';

/** Where the pictures of a run are put. */
export const folder = join(process.env['DRYDOCK_E2E_OUTPUT'] ?? 'out/e2e', 'gallery');

/** Size of the window in most pictures: the smallest that Drydock is made for. */
export const usualSize = [1280, 800] as const;

/**
 * Makes the window as large as its pictures are to be.
 * @returns a function that takes one, once fonts and motion have settled.
 */
export async function pictures(
  app: ElectronApplication,
  page: Page,
  suffix: string,
  [width, height]: readonly [number, number] = usualSize,
): Promise<(name: string) => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const size = { width, height };
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  );
  return (name) => take(page, `${name}-${suffix}`);
}

/** Takes a picture once fonts and motion have settled. */
export async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
