import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../engine/status';
import { missingNeeds, needsInWords } from './needs';

const ready = {
  state: 'ready',
  capabilities: { hood: false, secrets: true, build: true },
} as unknown as EngineStatus;

describe('what a lab needs', () => {
  it('is missed where the engine says so, and not where nobody knows', () => {
    expect(missingNeeds(['build', 'hood', 'secrets', 'registry'], ready)).toEqual(['hood']);
    expect(missingNeeds(['hood'], { state: 'unavailable' } as unknown as EngineStatus)).toEqual([]);
  });

  it('is told in words', () => {
    expect(needsInWords(['secrets'])).toBe('build secrets');
    expect(needsInWords(['ports', 'volumes', 'compose'])).toBe(
      'published ports, volumes and Compose projects',
    );
  });
});
