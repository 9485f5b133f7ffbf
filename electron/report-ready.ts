import { type Page, pageReady, savePicture } from './screenshot';
import type { StartOptions } from './start-options';

/** Milliseconds that a picture waits for the page. */
const readyTimeout = 20_000;

/**
 * Tells who waits for the window that it is there: the benchmark, or a picture that was asked for.
 * @returns whether the app has done all that it was started for.
 */
export async function reportReady(
  page: Page,
  { bench, screenshot }: Pick<StartOptions, 'bench' | 'screenshot'>,
): Promise<boolean> {
  const ready = await pageReady(page, readyTimeout);
  if (bench) {
    const started = process.getCreationTime() ?? performance.timeOrigin;
    process.stdout.write(
      ready ? `DRYDOCK_READY ${Math.round(Date.now() - started)}\n` : 'DRYDOCK_NOT_READY\n',
    );
  }
  if (screenshot === null) return false;
  try {
    await savePicture(page, screenshot);
    process.stdout.write(`Saved a picture of the window to ${screenshot}.\n`);
    if (!ready) process.stdout.write(`The page was not ready after ${readyTimeout / 1000} seconds.\n`);
    process.exitCode = ready ? 0 : 1;
  } catch (error) {
    process.stderr.write(`No picture was saved: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
  return true;
}
