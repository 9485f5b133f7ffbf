import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../engine/status';
import { claims, missingNeeds, needsInWords } from './needs';

const ready = {
  state: 'ready',
  capabilities: { hood: false, secrets: true, build: true },
} as unknown as EngineStatus;

describe('what a lab needs', () => {
  it('is missed where the engine says so, and not where nobody knows', () => {
    expect(missingNeeds(['build', 'hood', 'secrets', 'registry'], ready)).toEqual(['hood']);
    expect(missingNeeds(['hood'], { state: 'unavailable' } as unknown as EngineStatus)).toEqual([]);
  });

  it('is claimed of families of engines that are not there to be asked', () => {
    expect(claims(['build', 'secrets'], 'docker')).toBe(true);
    expect(claims(['build', 'secrets'], 'podman')).toBe(false);
    expect(claims(['run', 'hood'], 'docker')).toBe(false);
    expect(claims(['run', 'hood'], 'embedded')).toBe(true);
  });

  it('is told in words', () => {
    expect(needsInWords(['secrets'])).toBe('build secrets');
    expect(needsInWords(['ports', 'volumes', 'compose'])).toBe(
      'published ports, volumes and Compose projects',
    );
  });
});
