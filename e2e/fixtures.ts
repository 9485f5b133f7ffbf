import { rm } from 'node:fs/promises';
import { type ElectronApplication, type Page, test as base } from 'playwright/test';
import { launch, makeProfile } from './launch';
import { takeTurn } from './turn';

/** What a test may ask for. */
export interface Fixtures {
  /** An empty data folder, removed afterwards. */
  profile: string;
  /** The app, started with that folder and closed afterwards. */
  app: ElectronApplication;
  /** The app's first window. */
  page: Page;
  /** Set by tests that need the machine's engine to themselves: a lab's image has the same name in every profile. */
  ownsEngine: boolean;
  /** Waits for the engine, where the test needs it to itself. */
  engineTurn: undefined;
}

/** Playwright's `test` with the app: a fresh profile for each test, a trace where a test failed. */
export const test = base.extend<Fixtures>({
  // Playwright reads the fixture's needs from this pattern, and a plain name is an error to it.
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const profile = await makeProfile();
    await use(profile);
    await rm(profile, { recursive: true, force: true });
  },
  app: async ({ profile }, use, info) => {
    const app = await launch({ profile });
    await app.context().tracing.start({ screenshots: true, snapshots: true });
    await use(app);
    const failed = info.status !== info.expectedStatus;
    await app.context().tracing.stop(failed ? { path: info.outputPath('trace.zip') } : {});
    await app.close();
  },
  page: async ({ app }, use) => {
    await use(await app.firstWindow());
  },
  ownsEngine: [false, { option: true }],
  engineTurn: [
    async ({ ownsEngine }, use) => {
      const end = ownsEngine ? await takeTurn('engine') : undefined;
      await use(undefined);
      await end?.();
    },
    { auto: true, timeout: 0 },
  ],
});

/** What tests share that only look at the window: one app for all of a file, its page loaded anew for each test. */
interface SharedWindow {
  opened: ElectronApplication;
}

/**
 * As `test`, with one app for the whole file: for many short attempts that leave nothing behind but what a reload
 * takes away. Playwright gives such a file a process of its own, and after a failure a new one.
 */
export const testInOneWindow = base.extend<Pick<Fixtures, 'app' | 'page'>, SharedWindow>({
  opened: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const profile = await makeProfile();
      const app = await launch({ profile });
      await use(app);
      await app.close();
      await rm(profile, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  app: async ({ opened }, use) => {
    await use(opened);
  },
  page: async ({ opened }, use) => {
    const page = await opened.firstWindow();
    await page.reload();
    await use(page);
  },
});

export { expect } from 'playwright/test';
