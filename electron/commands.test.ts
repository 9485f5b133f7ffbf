import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './commands';
import { SettingsStore } from './settings';
import type { AppCommand } from './shared/contract';
import { nextZoom } from './zoom';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-commands-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('runCommand', () => {
  it('changes the zoom and the window itself, and hands the rest to the page', async () => {
    const settings = SettingsStore.open(join(folder, 'settings.json'));
    const sent: AppCommand[] = [];
    let toggled = 0;
    const target = {
      toggleFullScreen: () => (toggled += 1),
      send: (command: AppCommand) => sent.push(command),
    };
    for (const command of ['zoom-in', 'zoom-in', 'zoom-out', 'full-screen', 'build', 'about'] as const) {
      await runCommand(command, settings, target);
    }
    expect(settings.get().zoom).toBe(1.1);
    expect(toggled).toBe(1);
    expect(sent).toEqual(['build', 'about']);
    await runCommand('zoom-reset', settings, target);
    expect(settings.get().zoom).toBe(1);
  });
});

describe('nextZoom', () => {
  it('steps from any factor and stops at the ends', () => {
    expect(nextZoom(1, 'in')).toBe(1.1);
    expect(nextZoom(1.07, 'out')).toBe(1);
    expect(nextZoom(3, 'in')).toBe(3);
    expect(nextZoom(0.5, 'out')).toBe(0.5);
  });
});
