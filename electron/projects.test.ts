import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engines } from './engines/select';
import { projectNameOf, Projects } from './projects';
import type { ComposeEvent, ComposeLogLine } from './shared/compose';
import type { ErrorData } from './shared/errors';

const BASE = 'busybox:1.36';
const WAIT = { timeout: 20_000 };
const workspace = `lab/test${process.pid}/compose/shop`;
const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect(BASE)) && found)
  .catch(() => null); // no engine, or without the base: skipped, which the report shows

const COMPOSE = `name: stolen
services:
  web: {image: "${BASE}", init: true, command: sh -c "echo up; exec sleep 60", stop_grace_period: 1s, depends_on: [db]}
  db: {image: "${BASE}", init: true, command: sleep 60, stop_grace_period: 1s, volumes: ["data:/data"]}
volumes: {data: }
`;

it('names a project by its workspace, whatever its file says', () => {
  expect(projectNameOf('lab/containers/several/two-services')).toBe('drydock-containers-two-services');
  expect(projectNameOf('scratch/12345678-rest')).toBe('drydock-scratch-12345678');
});

describe.skipIf(!engine)('projects of the window', { timeout: 60_000 }, () => {
  let folder = '';
  const events: ComposeEvent[] = [];
  const ended = new Map<string, ErrorData | null>();
  const logs: ComposeLogLine[] = [];
  const logsEnded: (ErrorData | null)[] = [];
  const make = (timeoutMs?: number) =>
    new Projects({
      engine: async () => engine!,
      folder: async () => folder,
      onEvent: (_run, _workspace, event) => void events.push(event),
      onEnded: (run, of, error) => void (of === workspace && ended.set(run, error)),
      onLogs: (_follow, lines) => void logs.push(...lines),
      onLogsEnded: (_follow, error) => void logsEnded.push(error),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  const projects = make();
  const finished = async (run: string) => {
    await expect.poll(() => ended.has(run), WAIT).toBe(true);
    return ended.get(run) ?? null;
  };
  const states = async () =>
    Object.fromEntries((await projects.list(workspace)).map(({ service, state }) => [service, state]));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-projects-'));
  });
  afterAll(async () => {
    await finished(await projects.down(workspace, { volumes: true })).catch(() => undefined); // was not brought up
    await projects.close();
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are shown as they were understood, and not at all without a file', async () => {
    expect(await projects.view(workspace)).toBeNull();
    await writeFile(join(folder, 'compose.yaml'), COMPOSE);
    expect(await projects.view(workspace)).toMatchObject({
      file: 'compose.yaml',
      project: projectNameOf(workspace),
      services: [{ name: 'db' }, { name: 'web' }],
      volumes: ['data'],
    });
    expect(await projects.list(workspace)).toEqual([]);
  });

  it('come up one run at a time, and tell how', async () => {
    const run = await projects.up(workspace, {});
    await expect(projects.up(workspace, {})).rejects.toMatchObject({ data: { kind: 'conflict' } });
    expect(await finished(run)).toBeNull();
    expect(events.some((event) => event.type === 'step')).toBe(true);
    expect(await states()).toEqual({ db: 'running', web: 'running' });
    for (const { name } of await projects.list(workspace)) expect(name).toContain(projectNameOf(workspace));
  });

  it('have their logs followed until nobody wants them', async () => {
    const follow = await projects.follow(workspace, ['web']);
    await expect
      .poll(() => logs.map(({ service, text }) => `${service}: ${text}`), WAIT)
      .toContain('web: up');
    projects.unfollow(follow);
    await expect.poll(() => logsEnded, WAIT).toEqual([null]);
  });

  it('have a service stopped and restarted', async () => {
    expect(await finished(await projects.stop(workspace, 'web'))).toBeNull();
    expect(await states()).toEqual({ db: 'running', web: 'exited' });
    expect(await finished(await projects.restart(workspace, 'web'))).toBeNull();
    expect(await states()).toEqual({ db: 'running', web: 'running' });
  });

  it('are cancelled, or stopped when they take too long, and another run may begin then', async () => {
    const waiting = COMPOSE.replace(
      'volumes: ["data:/data"]}',
      'volumes: ["data:/data"], healthcheck: {test: "false", interval: 1s, retries: 100}}',
    ).replace('depends_on: [db]', 'depends_on: {db: {condition: service_healthy}}');
    await writeFile(join(folder, 'compose.yaml'), waiting);
    const run = await projects.up(workspace, {});
    setTimeout(() => projects.cancel(run), 1000);
    expect(await finished(run)).toMatchObject({ kind: 'cancelled' });
    const hasty = make(1000);
    const late = await hasty.up(workspace, {});
    expect(await finished(late)).toMatchObject({
      kind: 'cancelled',
      message: 'That was stopped because it took longer than 1 seconds.',
    });
    await writeFile(join(folder, 'compose.yaml'), 'services: {web: {imge: x}}\n');
    await expect(projects.list(workspace)).resolves.toBeDefined();
    expect(await finished(await projects.up(workspace, {}))).toMatchObject({
      message: expect.stringContaining('imge'),
    });
    await writeFile(join(folder, 'compose.yaml'), COMPOSE);
  });

  it('end with the app, and are gone with their volumes when that is asked for', async () => {
    expect(await finished(await projects.up(workspace, {}))).toBeNull();
    await projects.close();
    expect(Object.values(await states())).toEqual(['exited', 'exited']);
    expect(await finished(await projects.down(workspace, { volumes: true }))).toBeNull();
    expect(await projects.list(workspace)).toEqual([]);
    const volumes = (await engine!.volumes.list()).map(({ name }) => name);
    expect(volumes.filter((name) => name.startsWith(projectNameOf(workspace)))).toEqual([]);
  });
});
