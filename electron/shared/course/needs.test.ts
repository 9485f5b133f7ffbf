import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../engine/status';
import { claims, missingNeeds, needsInWords, whyNotOn } from './needs';

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
    expect(claims({ needs: ['build', 'secrets'] }, 'docker')).toBe(true);
    expect(claims({ needs: ['build', 'secrets'] }, 'podman')).toBe(false);
    expect(claims({ needs: ['run', 'hood'] }, 'docker')).toBe(false);
    expect(claims({ needs: ['run', 'hood'] }, 'embedded')).toBe(true);
  });

  it('is not claimed of a family that the lab is not made for', () => {
    expect(claims({ needs: ['build'], engines: ['embedded', 'docker'] }, 'podman')).toBe(false);
    expect(claims({ needs: ['hood'], engines: ['embedded', 'docker'] }, 'docker')).toBe(false);
  });

  it('is why a lab is not done on an engine, and so is whom it is made for', () => {
    const podman = { ...ready, kind: 'podman', name: 'Podman' } as EngineStatus;
    expect(whyNotOn(podman, { needs: ['build'] })).toBeUndefined();
    expect(whyNotOn(podman, { needs: ['hood'] })).toMatch(/^Podman cannot give this lab .*own kernel\.$/);
    expect(whyNotOn(podman, { needs: ['build'], engines: ['docker'] })).toMatch(/not made for Podman/);
    expect(
      whyNotOn({ ...podman, state: 'unavailable' } as EngineStatus, { needs: ['hood'] }),
    ).toBeUndefined();
  });

  it('is told in words', () => {
    expect(needsInWords(['secrets'])).toBe('build secrets');
    expect(needsInWords(['ports', 'volumes', 'compose'])).toBe(
      'published ports, volumes and Compose projects',
    );
  });
});
