// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DrydockError } from '../../electron/shared/errors';
import { invoke } from '../api';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { readyDocker, stoppedPodman } from '../testing/sample-engines';
import { sampleHandlers } from '../testing/sample-handlers';
import { useEnginesStore } from './engines';
import { useNoticesStore } from './notices';
import { useSettingsStore } from './settings';

beforeEach(freshStores);

describe('engines', () => {
  it('takes the first that answers, and the chosen one even when it does not', async () => {
    installFakeBridge({ ...sampleHandlers(), 'engines.list': async () => [stoppedPodman, readyDocker] });
    const store = useEnginesStore();
    await useSettingsStore().load();
    expect(store.current).toBeNull();
    await store.load();
    expect(store.current?.id).toBe('docker');
    await store.choose('podman');
    expect(store.current?.id).toBe('podman');
  });

  it('names one that is there when none answers, so that its remedy can be read', async () => {
    installFakeBridge({ 'engines.list': async () => [stoppedPodman] });
    const store = useEnginesStore();
    await store.load();
    expect(store.current).toEqual(stoppedPodman);
  });

  it('follows what the main process finds out', async () => {
    const bridge = installFakeBridge({ 'engines.list': async () => [] });
    const store = useEnginesStore();
    store.listen();
    await store.load();
    bridge.emit('engines.changed', [readyDocker]);
    expect(store.current?.state).toBe('ready');
  });

  it('looks again when one cannot be reached, and says which one is used instead', async () => {
    const lost = { ...stoppedPodman, id: 'docker', name: 'Docker' };
    const embedded = { ...readyDocker, id: 'embedded', name: 'Embedded' };
    let looks = 0;
    const bridge = installFakeBridge({
      ...sampleHandlers(),
      'engines.list': async () => [readyDocker, embedded],
      'engines.refresh': async () => {
        looks += 1;
        return [lost, embedded];
      },
      'containers.list': async () => {
        throw new DrydockError({ kind: 'engine-unavailable', message: 'Nobody answers.' });
      },
    });
    const store = useEnginesStore();
    const notices = useNoticesStore();
    store.listen();
    await useSettingsStore().load();
    await store.load();
    expect(store.others.map(({ id }) => id)).toEqual(['embedded']);
    await Promise.allSettled([invoke('containers.list'), invoke('containers.list')]);
    await vi.waitFor(() => expect(store.current?.id).toBe('embedded'));
    expect(looks).toBe(1);
    expect(notices.notices.map(({ error }) => error)).toMatchObject([
      {
        message: 'Docker does not answer any more. Embedded is used from here on.',
        remedy: 'Start it with: systemctl --user start podman.socket',
      },
    ]);
    bridge.emit('engines.changed', [readyDocker, embedded]);
    expect(store.current?.id).toBe('docker');
    expect(notices.notices.at(-1)).toMatchObject({ severity: 'success' });
  });

  it('is not left refreshing when the look around fails', async () => {
    installFakeBridge();
    const store = useEnginesStore();
    await expect(store.refresh()).rejects.toThrow();
    expect(store.refreshing).toBe(false);
  });
});
