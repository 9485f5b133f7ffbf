import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { engineContract } from '../engine.contract';
import { EMBEDDED_CAPABILITIES } from './embedded-engine';
import { testEngine } from './testing/engine';

/** The suite that Docker and Podman pass, on one machine for all of it. */
describe('the engine contract: embedded', { timeout: 120_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'drydock-embedded-'));
  afterAll(() => {
    rmSync(data, { recursive: true, force: true });
  });
  engineContract({
    prunesStages: true,
    capabilities: EMBEDDED_CAPABILITIES,
    create: () => testEngine(data),
    cleanUp: () => Promise.resolve(),
  });
});
