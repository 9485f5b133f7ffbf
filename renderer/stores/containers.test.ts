// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../electron/shared/engine/container';
import { DrydockError } from '../../electron/shared/errors';
import { installFakeBridge } from '../testing/fake-bridge';
import type { FakeBridge } from '../testing/fake-bridge';
import { sampleContainer } from '../testing/sample-containers';
import { sampleHandlers } from '../testing/sample-handlers';
import { useContainersStore } from './containers';

describe('the containers of the window', () => {
  let bridge: FakeBridge;
  let list: readonly ContainerSummary[];
  let fails: boolean;
  let store: ReturnType<typeof useContainersStore>;

  beforeEach(() => {
    list = [sampleContainer, { ...sampleContainer, id: 'd'.repeat(64), labels: {}, state: 'exited' }];
    fails = false;
    bridge = installFakeBridge({
      ...sampleHandlers(),
      'containers.list': async () => {
        if (fails) throw new DrydockError({ kind: 'engine-unavailable', message: 'Nobody answers.' });
        return list;
      },
      'containers.stop': async (id) => {
        list = list.map((each) => (each.id === id ? { ...each, state: 'exited' } : each));
      },
    });
    setActivePinia(createPinia());
    store = useContainersStore();
  });

  it('are listed, and follow what the engine tells', async () => {
    await store.load();
    expect(store.running).toBe(1);
    expect(store.of('lab/containers/your-first-image/first-build')).toHaveLength(1);
    bridge.emit('containers.changed', []);
    expect(store.containers).toEqual([]);
  });

  it('are acted on one thing at a time, and listed anew', async () => {
    await store.load();
    const first = store.act(sampleContainer.id, 'stop');
    expect(store.busy.get(sampleContainer.id)).toBe('stop');
    await store.act(sampleContainer.id, 'stop');
    await first;
    expect(bridge.calls.filter(({ method }) => method === 'containers.stop')).toHaveLength(1);
    expect(store.running).toBe(0);
    expect(store.busy.size).toBe(0);
  });

  it('say why they could not be listed, and recover', async () => {
    fails = true;
    await store.load();
    expect(store.error).toMatchObject({ kind: 'engine-unavailable' });
    fails = false;
    await store.load();
    expect(store.error).toBeNull();
  });
});
