import { atomicWrite } from './storage/atomic-write';

/** What readiness and a picture are asked of: the part of Electron's web contents that is needed. */
export interface Page {
  executeJavaScript(code: string): Promise<unknown>;
  capturePage(): Promise<{ toPNG(): Buffer }>;
}

/** The page sets this when everything the learner would wait for is there (renderer/main.ts). */
const readyScript = `new Promise((resolve) => {
  const look = () => document.documentElement.dataset.ready === 'true' ? resolve(true) : requestAnimationFrame(look);
  look();
})`;

/** Resolves with true when the page is ready to be used, with false when it is not within `timeoutMs`. */
export async function pageReady(page: Page, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const ready = page.executeJavaScript(readyScript).then((value) => value === true);
  try {
    return await Promise.race([ready, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Saves a picture of the page as PNG, after its fonts are there and two frames were drawn. */
export async function savePicture(page: Page, file: string): Promise<void> {
  await page.executeJavaScript(`document.fonts.ready
    .then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    .then(() => true)`);
  await atomicWrite(file, (await page.capturePage()).toPNG());
}
