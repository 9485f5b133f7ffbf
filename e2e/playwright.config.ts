import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';

const here = fileURLToPath(new URL('.', import.meta.url));
const displays = (process.env['DRYDOCK_E2E_DISPLAYS'] ?? '').split(' ').filter(Boolean);
const output = process.env['DRYDOCK_E2E_OUTPUT'] ?? join(here, '../out/e2e');

/** Tests of the real window. As many at a time as there are displays: a test measures focus, and a display has one. */
export default defineConfig({
  testDir: here,
  // The README's pictures are taken when asked for, not tested.
  testIgnore: process.env['DRYDOCK_GALLERY'] ? [] : ['gallery/**'],
  outputDir: join(output, 'results'),
  workers: Math.max(1, displays.length),
  fullyParallel: false,
  // In CI a test that fails once and then passes is reported as flaky, which is a bug to be found, and does not stop a landing.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: join(output, 'report.json') }]],
});
