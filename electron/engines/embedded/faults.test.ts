import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../shared/engine/build';
import { applyBuildEvent, startBuild } from '../../shared/engine/record';
import type { RunResult } from '../run';
import type { EmbeddedEngine, EmbeddedEngineOptions } from './embedded-engine';
import { readAssets } from './machine/assets';
import type { MachinePort } from './machine/messages';
import { StateFile } from './machine/state-file';
import { digestOf } from './store/digest';
import { ImageStore } from './store/images';
import { repositoryFolders, startMachine, testEngine } from './testing/engine';

/** What goes wrong with the machine, in it and around it: each ends in a clear message and an engine that works. */

const data = mkdtempSync(join(tmpdir(), 'drydock-faults-'));
const IMAGE = 'busybox:1.36';
const ports: MachinePort[] = [];
const opened: EmbeddedEngine[] = [];

/** An engine whose machine can be broken from outside. All share one folder. */
function open(options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  const engine = testEngine(data, {
    start: () => {
      const port = startMachine();
      ports.push(port);
      return port;
    },
    ...options,
  });
  opened.push(engine);
  return engine;
}

/** The one that most faults are done to: it goes on from each. */
const engine = open();

afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  rmSync(data, { recursive: true, force: true });
});

function run(
  command: string,
  { on = engine, timeoutMs = 60_000, outputCap = 10_000 } = {},
): Promise<RunResult> {
  return on.containers.run({
    image: IMAGE,
    arguments: ['sh', '-c', command],
    env: {},
    timeoutMs,
    outputCap,
  });
}

async function works(on = engine): Promise<void> {
  expect(await run('echo it works', { on })).toMatchObject({ exitCode: 0, stdout: 'it works\n' });
}

async function running(command: string, on = engine): Promise<string> {
  const id = await on.containers.create({ image: IMAGE, owner: 'test', arguments: ['sh', '-c', command] });
  await on.containers.start(id);
  return id;
}

/** Builds lines upon the image; `onEvent` may break something, or give the build up. */
async function build(
  lines: string,
  onEvent: (event: BuildEvent, cancel: () => void) => void = () => undefined,
  on = engine,
): Promise<BuildEvent[]> {
  const context = mkdtempSync(join(data, 'context-'));
  writeFileSync(join(context, 'Dockerfile'), `FROM ${IMAGE}\n${lines}`);
  const controller = new AbortController();
  const events: BuildEvent[] = [];
  for await (const event of on.build({ context, labels: {}, tag: 'drydock/faults' }, controller.signal)) {
    events.push(event);
    onEvent(event, () => {
      controller.abort();
    });
  }
  return events;
}

/** Runs a program of `testing/`, and kills it at the first output that has the text. */
async function killedAt(program: string, text: string, ...args: string[]): Promise<void> {
  const script = join(import.meta.dirname, 'testing', program);
  const child = spawn(process.execPath, [script, data, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes(text)) resolve();
    });
    child.once('exit', () => {
      reject(new Error('The program ended before it could be killed.'));
    });
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('a machine', { timeout: 240_000 }, () => {
  it('that is killed takes its containers with it, says so, and is started anew', async () => {
    await works();
    const id = await running('sleep 1000');
    ports.at(-1)!.terminate();
    await engine.containers.wait(id);
    const { state, error } = await engine.containers.inspect(id);
    expect({ state, error }).toEqual({ state: 'dead', error: 'The embedded machine ended.' });
    await engine.containers.start(id); // in a new machine
    expect((await engine.containers.inspect(id)).state).toBe('running');
    await engine.containers.remove(id, { force: true });
  });

  it('that is killed during a build fails it with the reason, and the finished steps are kept', async () => {
    const finished = 'RUN echo one > /one\n';
    const events = await build(`${finished}RUN echo begun; sleep 100\n`, (event) => {
      if (event.type === 'log' && event.text.includes('begun')) ports.at(-1)!.terminate();
    });
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'failed', failure: { kind: 'engine-unavailable', line: 3 } });
    expect(last?.type === 'failed' && last.failure.message).toContain('machine ended');
    const again = await build(finished);
    expect(again.at(-1)).toMatchObject({ type: 'done' });
    expect(again.filter((event) => event.type === 'step-finished').map(({ cached }) => cached)).toEqual([
      true,
      true,
    ]);
  });

  it('goes on where one container wants everything', async () => {
    expect((await run('dd if=/dev/zero of=/dev/null bs=200M count=1')).exitCode).toBe(137);
    const full = await running('dd if=/dev/zero of=/file bs=1M; echo full; sleep 1000');
    for await (const { text } of engine.containers.logs(full, { follow: true })) if (text === 'full') break;
    await expect(run('true')).rejects.toThrow('no room left');
    await engine.containers.remove(full, { force: true });
    const bomb = await run('bomb() { bomb | bomb & }; bomb; sleep 1000', { timeoutMs: 3_000 });
    expect(bomb.exitCode).not.toBe(0);
    expect(await run('while :; do :; done', { timeoutMs: 1_000 })).toMatchObject({ exitCode: null });
    const flood = await run('yes', { timeoutMs: 2_000, outputCap: 50_000 });
    expect(flood).toMatchObject({ exitCode: null, truncated: true });
    expect(flood.stdout).toHaveLength(50_000);
    await works();
  });

  it('goes on where one step of a build does, and the build says why it ended', async () => {
    const hog = await build('RUN dd if=/dev/zero of=/file bs=1M\n');
    expect(hog.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'run-failed', line: 2 } });
    let logged = 0;
    const flood = await build('RUN yes\n', (event, cancel) => {
      if (event.type === 'log') logged += event.text.length;
      if (logged > 2_000_000) cancel();
    });
    expect(flood.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'cancelled' } });
    const start = { id: 'x', workspace: 'w', engine: 'e', simulated: false, startedAt: '', options: {} };
    const record = flood.reduce((state, event) => applyBuildEvent(state, event, 1), startBuild(start));
    const kept = record.steps.reduce((sum, { log }) => sum + log.length, 0);
    expect(kept).toBeLessThan(1_500_000); // what a record keeps of a log is bounded
    const busy = await build('RUN echo begun; while :; do :; done\n', (event, cancel) => {
      if (event.type === 'log') cancel();
    });
    expect(busy.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'cancelled' } });
    await works();
  });

  it('stays apart from that of another app on the same folder, whose images it sees', async () => {
    const other = open();
    const both = await Promise.all([run('echo one'), run('echo two', { on: other })]);
    expect(both.map(({ stdout }) => stdout)).toEqual(['one\n', 'two\n']);
    const lines = 'RUN head -c 100000 /dev/urandom > /a\nRUN wc -c < /a > /b\n';
    const builds = await Promise.all([build(lines), build(lines, undefined, other)]);
    for (const events of builds) expect(events.at(-1)).toMatchObject({ type: 'done' });
    const ids = await Promise.all([engine, other].map(async ({ images }) => (await images.list()).length));
    expect(ids[0]).toBe(ids[1]);
    await other.close();
  });

  it('that hangs is noticed and thrown away', async () => {
    const watched = open({ times: { heartPatience: 3_000 } });
    const id = await running('sleep 1000', watched);
    ports.at(-1)!.post({ type: 'pause' }); // its processor stands still, and nobody was told
    await watched.containers.wait(id);
    expect((await watched.containers.inspect(id)).error).toContain('hung');
    await works(watched);
    await watched.close();
  });

  it('is derived anew when its saved state does not come to life, also where that cannot be saved', async () => {
    const states = join(data, 'states');
    const { hash } = await readAssets(repositoryFolders);
    await new StateFile(states).write(hash, new Uint8Array(100_000).fill(7)); // whole, and wrong
    const told: string[] = [];
    const derived = open({ states, onProgress: (text) => told.push(text) });
    await works(derived);
    expect(told[0]).toContain('for the first time');
    expect(told.at(-1)).toBe('');
    const path = join(
      states,
      readdirSync(states).find((name) => name.endsWith('.state'))!,
    );
    expect(statSync(path).size).toBeGreaterThan(5_000_000);
    await derived.close();
    rmSync(path);
    mkdirSync(path); // where the state belongs, nothing can be written
    const unsaved = open({ states, onProgress: (text) => told.push(text) });
    await works(unsaved);
    expect(told.join('\n')).toContain('could not be saved');
    await unsaved.close();
  });
});

describe('the images', { timeout: 240_000 }, () => {
  it('outlive an app that is killed during a build', async () => {
    const context = mkdtempSync(join(data, 'context-'));
    const step = (name: string) => `RUN head -c 300000 /dev/urandom > /${name}\n`;
    writeFileSync(join(context, 'Dockerfile'), `FROM ${IMAGE}\n${step('a')}${step('b')}${step('c')}`);
    await killedAt('build.mjs', 'step-finished', context); // the next blob is on its way
    for (const { id } of await engine.images.list()) await engine.images.inspect(id);
    const events: BuildEvent[] = [];
    const request = { context, labels: {}, tag: 'drydock/after-kill' };
    for await (const event of engine.build(request, new AbortController().signal)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  it('outlive an app that is killed while it writes one: all of it is there, or nothing', async () => {
    const folder = join(data, 'images');
    for (let round = 0; round < 3; round++) await killedAt('write-blobs.mjs', 'written', String(round));
    const store = new ImageStore(folder);
    const names = readdirSync(join(folder, 'blobs/sha256')).filter((name) => /^[0-9a-f]{64}$/.test(name));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      expect(digestOf(readFileSync(join(folder, 'blobs/sha256', name)))).toBe(`sha256:${name}`);
    }
    const image = (await store.list())[0]!;
    await store.name(image, 'drydock/after-kill:again'); // the lock of who was killed does not hold
    expect((await store.get('drydock/after-kill:again')).id).toBe(image.id);
  });
});
