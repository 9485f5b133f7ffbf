// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildRecord, RememberedBuild } from '../../electron/shared/engine/build';
import { DrydockError } from '../../electron/shared/errors';
import type { FakeBridge } from '../testing/fake-bridge';
import { installFakeBridge } from '../testing/fake-bridge';
import { sampleLessonHandlers } from '../testing/sample-lesson';
import { useBuildStore } from './build';
import { useWorkspaceStore } from './workspace';

const lab = 'lab/c/l/first';
const record: BuildRecord = {
  id: 'b1',
  workspace: lab,
  engine: 'docker',
  simulated: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  ms: 800,
  options: {},
  contextHash: 'h',
  contextBytes: 300,
  contextFiles: 2,
  steps: [],
  warnings: [],
  output: '',
  result: { ok: true, imageId: 'sha256:abc', tags: ['mine:latest'] },
};

describe('the build store', () => {
  let bridge: FakeBridge;
  let builds: ReturnType<typeof useBuildStore>;
  let files: ReturnType<typeof useWorkspaceStore>;
  let last: RememberedBuild | null;
  let refuse: boolean;

  beforeEach(async () => {
    last = null;
    refuse = false;
    bridge = installFakeBridge({
      ...sampleLessonHandlers(),
      'builds.last': async () => last,
      'builds.start': async () => {
        if (refuse) throw new DrydockError({ kind: 'engine-unavailable', message: 'Nobody answers.' });
        return 'b1';
      },
      'builds.cancel': async () => undefined,
    });
    setActivePinia(createPinia());
    files = useWorkspaceStore();
    builds = useBuildStore();
    builds.listen();
    await files.open(lab);
  });

  const called = (method: string) => bridge.calls.filter((call) => call.method === method);

  it('saves before it builds, and follows the events to the record', async () => {
    files.edit('Dockerfile', 'FROM busybox:1.36\n');
    await builds.start({ noCache: true });
    const order = bridge.calls.map((call) => call.method);
    expect(order.indexOf('workspaces.save')).toBeLessThan(order.indexOf('builds.start'));
    expect(builds.running).toBe(true);
    bridge.emit('build.event', {
      build: 'b1',
      workspace: lab,
      event: { type: 'context', files: 2, bytes: 9 },
    });
    await vi.waitFor(() => expect(builds.run?.state).toBe('running'));
    bridge.emit('build.finished', record);
    expect(builds.run?.state).toBe('done');
    expect(builds.running).toBe(false);
    expect(builds.changedSince).toBe(false);
    files.edit('Dockerfile', 'FROM busybox:1.37\n');
    expect(builds.changedSince).toBe(true);
  });

  it('starts no second build while one runs', async () => {
    await builds.start({});
    await builds.start({});
    expect(called('builds.start')).toHaveLength(1);
  });

  it('says cancelling until the engine has stopped', async () => {
    await builds.start({});
    await builds.cancel();
    expect(called('builds.cancel')[0]?.args).toEqual(['b1']);
    expect(builds.run?.state).toBe('cancelling');
    const failure = { kind: 'cancelled', message: 'Cancelled.', hint: '' } as const;
    bridge.emit('build.finished', { ...record, result: { ok: false, failure } });
    expect(builds.run?.state).toBe('cancelled');
  });

  it('shows the build of an earlier time, and keeps it when the next one cannot start', async () => {
    last = { ...record, stale: null };
    await builds.load(lab);
    expect(builds.run?.state).toBe('done');
    expect(builds.changedSince).toBeNull();
    refuse = true;
    await builds.start({});
    expect(builds.error?.message).toBe('Nobody answers.');
    expect(builds.run?.state).toBe('done');
  });

  it('tells whether the files changed since a build of an earlier time', async () => {
    last = { ...record, stale: false };
    await builds.load(lab);
    expect(builds.changedSince).toBe(false);
    files.edit('Dockerfile', 'FROM busybox:1.37\n');
    expect(builds.changedSince).toBe(true);
  });

  it('says so when they were others already, until the next build', async () => {
    last = { ...record, stale: true };
    await builds.load(lab);
    expect(builds.changedSince).toBe(true);
    await builds.start({});
    expect(builds.changedSince).toBe(false);
  });
});
