// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ComposeContainer } from '../../electron/shared/compose/event';
import type { ComposeView } from '../../electron/shared/compose/methods';
import { DrydockError } from '../../electron/shared/errors';
import { installFakeBridge } from '../testing/fake-bridge';
import type { FakeBridge } from '../testing/fake-bridge';
import { useComposeStore } from './compose';

const lab = 'lab/c/l/two';
const view: ComposeView = {
  file: 'compose.yaml',
  project: 'two',
  services: [
    {
      name: 'web',
      line: 2,
      image: 'busybox:1.36',
      profiles: [],
      ports: [],
      networks: ['default'],
      volumes: [],
      dependsOn: [],
      hasHealthcheck: false,
    },
  ],
  profiles: [],
  networks: ['default'],
  volumes: [],
  problems: [],
};
const container: ComposeContainer = {
  service: 'web',
  id: 'c'.repeat(64),
  name: 'two-web-1',
  image: 'busybox:1.36',
  state: 'running',
  health: 'none',
  exitCode: null,
  created: '2026-01-01T00:00:00Z',
  ports: [],
};

describe('the Compose project of the window', () => {
  let bridge: FakeBridge;
  let list: readonly ComposeContainer[];
  let refuses: boolean;
  let store: ReturnType<typeof useComposeStore>;

  beforeEach(() => {
    list = [];
    refuses = false;
    bridge = installFakeBridge({
      'compose.project': async () => view,
      'compose.list': async () => list,
      'compose.up': async () => {
        if (refuses) throw new DrydockError({ kind: 'conflict', message: 'It is being brought up already.' });
        return 'run-1';
      },
      'compose.cancel': async () => undefined,
    });
    setActivePinia(createPinia());
    store = useComposeStore();
  });

  it('is brought up, told step by step, and listed anew at the end', async () => {
    await store.load(lab);
    expect(store.isUp).toBe(false);
    await store.up({ build: true });
    expect(store.doing).toBe('up');
    await store.up({});
    expect(bridge.calls.filter(({ method }) => method === 'compose.up')).toHaveLength(1);
    const event = { type: 'step', subject: { kind: 'service', name: 'web' }, step: 'starting' } as const;
    bridge.emit('compose.event', { run: 'run-1', workspace: lab, event });
    bridge.emit('compose.event', { run: 'run-2', workspace: 'lab/c/l/other', event });
    expect(store.log.subjects).toHaveLength(1);
    await store.cancel();
    expect(bridge.calls.at(-1)).toEqual({ method: 'compose.cancel', args: ['run-1'] });
    list = [container];
    bridge.emit('compose.ended', { run: 'run-1', workspace: lab, error: null });
    await expect.poll(() => store.isUp).toBe(true);
    expect(store.doing).toBeNull();
  });

  it('says why it could not be brought up, but not that it was cancelled', async () => {
    await store.load(lab);
    refuses = true;
    await store.up({});
    expect(store.failure).toMatchObject({ kind: 'conflict' });
    refuses = false;
    await store.up({});
    bridge.emit('compose.ended', {
      run: 'run-1',
      workspace: lab,
      error: { kind: 'cancelled', message: 'Cancelled.' },
    });
    expect(store.failure).toBeNull();
  });

  it('is another for another workspace', async () => {
    list = [container];
    await store.load(lab);
    list = [];
    await store.load('lab/c/l/other');
    expect(store.containers).toEqual([]);
  });
});
