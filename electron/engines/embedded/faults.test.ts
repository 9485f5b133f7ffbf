import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../run';
import type { EmbeddedEngine, EmbeddedEngineOptions } from './embedded-engine';
import type { MachinePort } from './machine/messages';
import { StateFile } from './machine/state-file';
import { startMachine, testEngine } from './testing/engine';

/** What goes wrong with the machine and in it: each ends in a clear message and an engine that works. */

const data = mkdtempSync(join(tmpdir(), 'drydock-faults-'));
const IMAGE = 'busybox:1.36';
const ports: MachinePort[] = [];
let engine: EmbeddedEngine;

/** An engine whose machine can be broken from outside. All share one folder, so that its state is derived once. */
function open(options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  engine = testEngine(data, {
    states: data,
    start: () => {
      const port = startMachine();
      ports.push(port);
      return port;
    },
    ...options,
  });
  return engine;
}

function run(command: string, timeoutMs = 60_000, outputCap = 10_000): Promise<RunResult> {
  return engine.containers.run({
    image: IMAGE,
    arguments: ['sh', '-c', command],
    env: {},
    timeoutMs,
    outputCap,
  });
}

async function works(): Promise<void> {
  expect(await run('echo it works')).toMatchObject({ exitCode: 0, stdout: 'it works\n' });
}

async function running(command: string): Promise<string> {
  const id = await engine.containers.create({
    image: IMAGE,
    owner: 'test',
    arguments: ['sh', '-c', command],
  });
  await engine.containers.start(id);
  return id;
}

function stateFile(): string {
  const name = readdirSync(data).find((each) => each.endsWith('.state'));
  return join(data, name ?? 'none');
}

afterEach(() => engine.close());
afterAll(() => {
  rmSync(data, { recursive: true, force: true });
});

describe('a machine', { timeout: 240_000 }, () => {
  it('that is killed takes its containers with it, says so, and is started anew', async () => {
    open();
    await works();
    const id = await running('sleep 1000');
    ports.at(-1)!.terminate();
    await engine.containers.wait(id);
    const { state, error } = await engine.containers.inspect(id);
    expect({ state, error }).toEqual({ state: 'dead', error: 'The embedded machine ended.' });
    await engine.containers.start(id); // in a new machine
    expect((await engine.containers.inspect(id)).state).toBe('running');
    await works();
  });

  it('that hangs is noticed and thrown away', async () => {
    open({ times: { heartPatience: 3_000 } });
    const id = await running('sleep 1000');
    ports.at(-1)!.post({ type: 'pause' }); // its processor stands still, and nobody was told
    await engine.containers.wait(id);
    expect((await engine.containers.inspect(id)).error).toContain('hung');
    await works();
  });

  it('is derived anew when its saved state does not come to life', async () => {
    open();
    await works();
    await engine.close();
    const state = new Uint8Array(100_000).fill(7);
    await new StateFile(data).write(/machine-(\w+)\.state/.exec(stateFile())![1]!, state); // whole, and wrong
    const told: string[] = [];
    open({ onProgress: (text) => told.push(text) });
    await works();
    expect(told[0]).toContain('for the first time');
    expect(told.at(-1)).toBe('');
    expect(statSync(stateFile()).size).toBeGreaterThan(5_000_000);
  });

  it('works when its state cannot be saved, and says so', async () => {
    const path = stateFile();
    rmSync(path);
    mkdirSync(path); // where the state belongs, nothing can be written
    const told: string[] = [];
    open({ onProgress: (text) => told.push(text) });
    await works();
    expect(told.join('\n')).toContain('could not be saved');
    rmSync(path, { recursive: true });
  });

  it('goes on where one container wants everything', async () => {
    open();
    const hog = await run('a=x; while :; do a=$a$a; done');
    expect(hog.exitCode).not.toBe(0);
    await works();
    const bomb = await run('bomb() { bomb | bomb & }; bomb; sleep 1000', 6_000);
    expect(bomb.exitCode).not.toBe(0);
    await works();
    expect(await run('while :; do :; done', 2_000)).toMatchObject({ exitCode: null });
    await works();
    const flood = await run('yes', 3_000, 50_000);
    expect(flood).toMatchObject({ exitCode: null, truncated: true });
    expect(flood.stdout).toHaveLength(50_000);
    await works();
  });

  it('stays apart from that of another app on the same folder', async () => {
    const other = testEngine(data);
    try {
      open();
      const both = await Promise.all([
        run('echo one'),
        other.containers.run({
          image: IMAGE,
          arguments: ['echo', 'two'],
          env: {},
          timeoutMs: 60_000,
          outputCap: 99,
        }),
      ]);
      expect(both.map(({ stdout }) => stdout)).toEqual(['one\n', 'two\n']);
    } finally {
      await other.close();
    }
  });

  it('and its images outlive an app that is killed during a build', async () => {
    const context = mkdtempSync(join(tmpdir(), 'drydock-context-'));
    writeFileSync(
      join(context, 'Dockerfile'),
      `FROM ${IMAGE}\nRUN head -c 300000 /dev/urandom > /a\nRUN head -c 300000 /dev/urandom > /b\nRUN head -c 300000 /dev/urandom > /c\n`,
    );
    const builder = join(import.meta.dirname, 'testing/build.mjs');
    const child = spawn(process.execPath, [builder, data, context], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        if (text.includes('step-finished')) resolve(); // the next blob is on its way
      });
      child.once('exit', () => {
        reject(new Error('The build ended before it could be killed.'));
      });
    });
    child.kill('SIGKILL');
    open();
    for (const { id } of await engine.images.list()) await engine.images.inspect(id);
    const events = [];
    const request = { context, labels: {}, tag: 'drydock/after-kill' };
    for await (const event of engine.build(request, new AbortController().signal)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    rmSync(context, { recursive: true });
  });
});
