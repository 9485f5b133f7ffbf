// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { readyDocker, stoppedPodman } from '../testing/sample-engines';
import { sampleHandlers } from '../testing/sample-handlers';
import { useEnginesStore } from './engines';
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

  it('is not left refreshing when the look around fails', async () => {
    installFakeBridge();
    const store = useEnginesStore();
    await expect(store.refresh()).rejects.toThrow();
    expect(store.refreshing).toBe(false);
  });
});
