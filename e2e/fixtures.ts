import { rm } from 'node:fs/promises';
import { type ElectronApplication, type Page, test as base } from 'playwright/test';
import { launch, makeProfile } from './launch';

/** What a test may ask for. */
export interface Fixtures {
  /** An empty data folder, removed afterwards. */
  profile: string;
  /** The app, started with that folder and closed afterwards. */
  app: ElectronApplication;
  /** The app's first window. */
  page: Page;
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
});

export { expect } from 'playwright/test';
