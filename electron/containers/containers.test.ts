import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Containers } from '../containers';
import { Engines } from '../engines/select';
import type { ContainerSummary, LogLine } from '../shared/engine/container';
import { Follows } from './follows';
import { Terminals } from './terminals';

const BASE = 'busybox:1.36';
/** How long something may take on a busy machine before it counts as never. */
const WAIT = { timeout: 20_000 };
const owner = `lab/test/containers/${process.pid}`;
const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect(BASE)) && found)
  .catch(() => null); // no engine, or without the base: skipped, which the report shows

afterAll(async () => {
  for (const { id, labels } of (await engine?.containers.list({ all: true, ours: true })) ?? []) {
    if (labels['dev.drydock.workspace'] === owner) await engine?.containers.remove(id, { force: true });
  }
  await engines.close();
});

describe.skipIf(!engine)('containers of the window', { timeout: 60_000 }, () => {
  if (!engine) return;
  const lists: (readonly ContainerSummary[])[] = [];
  const containers = new Containers({
    engine: async () => engine,
    lastImage: async (workspace) => (workspace === owner ? BASE : null),
    onChange: (list) => lists.push(list),
  });
  afterEach(() => containers.close());

  it('runs the image of the last build with a terminal that is typed into', async () => {
    let shown = '';
    let ended: number | null | undefined;
    const terminals = new Terminals({
      onOutput: (_id, data) => {
        shown += new TextDecoder().decode(data);
      },
      onEnded: (_id, exitCode) => (ended = exitCode),
    });
    const container = await containers.run(owner, { command: 'sh' });
    const terminal = await terminals.open(engine, { container, kind: 'exec', columns: 91, rows: 33 });
    await terminals.write(terminal, 'stty size; hostname; exit 7\n');
    await expect.poll(() => ended, WAIT).toBe(7);
    expect(shown).toContain('33 91');
    expect(shown).toContain(container.slice(0, 12));
    await terminals.write(terminal, 'too late');
  });

  it('makes a process wait for a window that cannot keep up', async () => {
    let bytes = 0;
    const terminals = new Terminals({
      onOutput: (_id, data) => {
        bytes += data.length;
      },
      onEnded: () => undefined,
    });
    const container = await containers.run(owner, { command: 'sleep 60' });
    const order = { container, kind: 'exec', command: 'yes', columns: 80, rows: 24 } as const;
    const terminal = await terminals.open(engine, order);
    await expect.poll(() => bytes, WAIT).toBeGreaterThan(512 * 1024);
    const sent = bytes;
    await engine.containers.top(container); // time enough for more, if there were more
    expect(bytes).toBe(sent);
    terminals.shown(terminal, sent);
    await expect.poll(() => bytes, WAIT).toBeGreaterThan(sent);
    terminals.close();
  });

  it('follows logs to the end', async () => {
    const lines: LogLine[] = [];
    const ended: unknown[] = [];
    const follows = new Follows({
      onLogs: (_id, more) => lines.push(...more),
      onStats: () => undefined,
      onEnded: (_id, error) => ended.push(error),
    });
    const container = await containers.run(owner, { command: `sh -c 'seq 3000; sleep 1; echo last'` });
    follows.start(engine, container, 'logs');
    await expect.poll(() => ended, WAIT).toEqual([null]);
    expect(lines.map(({ text }) => text)).toEqual([
      ...Array.from({ length: 3000 }, (_, index) => `${index + 1}`),
      'last',
    ]);
  });

  it('tells when the list changes, and measures', async () => {
    await containers.list();
    const samples: number[] = [];
    const follows = new Follows({
      onLogs: () => undefined,
      onStats: (_id, { memoryBytes }) => samples.push(memoryBytes),
      onEnded: () => undefined,
    });
    const container = await containers.run(owner, { command: 'sleep 60', memoryMegabytes: 32 });
    await expect.poll(() => lists.at(-1)?.find(({ id }) => id === container)?.state, WAIT).toBe('running');
    const follow = follows.start(engine, container, 'stats');
    await expect.poll(() => samples.length, WAIT).toBeGreaterThan(0);
    follows.stop(follow);
    expect(samples[0]).toBeLessThan(32 * 1024 ** 2);
  });

  it('stops what it started when it closes, and says what has no image', async () => {
    const container = await containers.run(owner, { command: 'sleep 60' });
    await containers.close();
    expect((await engine.containers.inspect(container)).state).toBe('exited');
    await expect(containers.run('lab/never/built/this', {})).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('leaves nothing behind of what cannot be started', async () => {
    const own = async () =>
      (await containers.list()).filter(({ labels }) => labels['dev.drydock.workspace'] === owner);
    const before = await own();
    await expect(containers.run(owner, { command: 'no-such-command' })).rejects.toMatchObject({
      data: { kind: 'engine-failed' },
    });
    expect(await own()).toHaveLength(before.length);
  });
});
