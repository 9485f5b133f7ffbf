import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { engineContract } from '../engine.contract';
import { testEngine } from './testing/engine';

describe('the engine contract: embedded', { timeout: 120_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'drydock-embedded-'));
  engineContract({
    prunesStages: true,
    create: () => testEngine(data),
    cleanUp: () => rm(data, { recursive: true, force: true }),
  });
});
