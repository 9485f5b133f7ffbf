import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildEvent, BuildFailure } from '../shared/engine/build';
import { applyBuildEvent, startBuild } from '../shared/engine/record';
import type { Engine } from './engine';
import { OURS_LABEL } from './engine';

/** What the suite must know of an engine beforehand. */
export interface ContractSubject {
  readonly create: () => Engine;
  /** Whether stages that the target does not need are left out. */
  readonly prunesStages: boolean;
  /** Removes what the engine itself left behind, such as unnamed stages. */
  readonly cleanUp: () => Promise<void>;
}

/** Base that every engine of the suite has: busybox with a shell. */
export const CONTRACT_BASE = 'busybox:1.36';

const TAG = `drydock/contract-${process.pid}:latest`;
const LABEL = 'LABEL dev.drydock.test=1';

/** Registers the suite that every engine passes: the meaning of the `Engine` interface, made to happen. */
export function engineContract(subject: ContractSubject): void {
  const engine = subject.create();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-contract-'));
  });
  afterAll(async () => {
    await engine.images.remove(TAG).catch(() => undefined); // no test may have come so far
    await subject.cleanUp();
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function build(
    files: Readonly<Record<string, string>>,
    options: {
      target?: string;
      noCache?: boolean;
      signal?: AbortSignal;
      onEvent?: (event: BuildEvent) => void;
    } = {},
  ): Promise<BuildEvent[]> {
    const context = await mkdtemp(join(folder, 'context-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), text);
    }
    const { signal, onEvent, ...rest } = options;
    const request = { ...rest, context, tag: TAG, labels: { [OURS_LABEL]: 'contract' } };
    const events: BuildEvent[] = [];
    for await (const event of engine.build(request, signal ?? new AbortController().signal)) {
      events.push(event);
      onEvent?.(event);
    }
    const ends = events.filter((event) => event.type === 'done' || event.type === 'failed');
    expect(ends).toHaveLength(1);
    expect(events.at(-1)).toBe(ends[0]);
    return events;
  }

  async function failure(
    dockerfile: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<BuildFailure> {
    const last = (await build({ ...files, Dockerfile: dockerfile })).at(-1);
    if (last?.type !== 'failed') throw new Error('the build did not fail');
    expect(last.failure.message).toMatch(/\.$/);
    expect(last.failure.hint).not.toBe('');
    return last.failure;
  }

  async function built(files: Readonly<Record<string, string>>, target?: string): Promise<string> {
    const last = (await build(files, target === undefined ? {} : { target })).at(-1);
    if (last?.type !== 'done') throw new Error(`the build failed: ${JSON.stringify(last)}`);
    return last.imageId;
  }

  it('is ready and says what it is', async () => {
    const status = await engine.status();
    expect(status).toMatchObject({ id: engine.id, kind: engine.kind, state: 'ready' });
  });

  describe('build', () => {
    it('tells the plan, every step, its log and the image', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE}\n${LABEL}\nCOPY a.txt /a.txt\nRUN echo to-out && echo to-err >&2\nCMD ["cat", "/a.txt"]\n`;
      const events = await build({ Dockerfile, 'a.txt': 'hello\n' }, { noCache: true });
      const start = {
        id: 'x',
        workspace: 'w',
        engine: engine.id,
        simulated: false,
        startedAt: '',
        options: {},
      };
      const record = events.reduce((state, event) => applyBuildEvent(state, event, 1), startBuild(start));
      expect(record.result?.ok).toBe(true);
      // A base that is there already may count as cached, even in a build without cache.
      expect(record.steps.map((step) => step.line)).toEqual([1, 2, 3, 4, 5]);
      expect(record.steps.slice(1).map((step) => step.state)).toEqual(Array(4).fill('done'));
      expect(record.steps[3]?.log).toContain('to-out\n');
      expect(record.steps[3]?.log).toContain('to-err\n');
      expect(record.contextFiles).toBe(2);
      expect(record.contextHash).toMatch(/^sha256:[0-9a-f]{64}$/);
    });

    it('takes unchanged steps from the cache', async () => {
      const files = {
        Dockerfile: `FROM ${CONTRACT_BASE}\n${LABEL}\nCOPY a.txt /\nRUN cat /a.txt\n`,
        'a.txt': 'same',
      };
      await build(files);
      const again = await build(files);
      const finished = again.filter((event) => event.type === 'step-finished');
      expect(finished.filter((event) => event.cached).length).toBeGreaterThanOrEqual(2);
    });

    it('leaves out what .dockerignore names', async () => {
      const id = await built({
        Dockerfile: `FROM ${CONTRACT_BASE}\n${LABEL}\nCOPY . /ctx/\n`,
        '.dockerignore': 'secret.txt\nlogs\n!logs/keep.txt\n',
        'secret.txt': 's',
        'logs/a.log': 'a',
        'logs/keep.txt': 'k',
      });
      const paths = (await engine.images.files(id))
        .map((file) => file.path)
        .filter((path) => path.startsWith('/ctx'));
      expect(paths).not.toContain('/ctx/secret.txt');
      expect(paths).not.toContain('/ctx/logs/a.log');
      expect(paths).toContain('/ctx/logs/keep.txt');
    });

    it('builds a stage on demand, and plans what it will build', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE} AS one\n${LABEL}\nRUN echo 1 > /one\nFROM ${CONTRACT_BASE} AS two\n${LABEL}\nRUN echo 2 > /two\n`;
      const paths = (await engine.images.files(await built({ Dockerfile }, 'one'))).map((file) => file.path);
      expect(paths).toContain('/one');
      const plan = (await build({ Dockerfile })).find((event) => event.type === 'plan');
      expect(plan?.type === 'plan' && plan.stages.map((stage) => stage.name)).toEqual(
        subject.prunesStages ? ['two'] : ['one', 'two'],
      );
    });

    it('tells failures apart, each with its line and a remedy', async () => {
      expect(await failure(`FROM ${CONTRACT_BASE}\n\nRUNN x\n`)).toMatchObject({ kind: 'syntax', line: 3 });
      expect(await failure(`# nothing here\n`)).toMatchObject({ kind: 'syntax' });
      expect(await failure(`FROM ${CONTRACT_BASE}\nCOPY a\n`)).toMatchObject({ kind: 'syntax', line: 2 });
      expect(await failure(`FROM ${CONTRACT_BASE}\nCOPY nope.txt /\n`)).toMatchObject({
        kind: 'copy-source-missing',
        line: 2,
      });
      expect(await failure(`FROM ${CONTRACT_BASE}\n${LABEL}\nRUN true\nRUN exit 3\n`)).toMatchObject({
        kind: 'run-failed',
        exitCode: 3,
        line: 4,
      });
      expect(await failure(`FROM ${CONTRACT_BASE}\nRUN nosuchcommand\n`)).toMatchObject({
        kind: 'run-failed',
        exitCode: 127,
        line: 2,
      });
      expect(await failure(`FROM ${CONTRACT_BASE}\nCOPY --from=7 /a /b\n`)).toMatchObject({ kind: 'other' });
    });

    it('names an image that is not there', async () => {
      const missing = await failure('FROM registry.invalid/no-such:1\nRUN true\n');
      expect(missing).toMatchObject({ kind: 'base-image-missing', line: 1 });
      expect(missing.message).toContain('registry.invalid/no-such:1');
    });

    it('says when there is no Dockerfile', async () => {
      const last = (await build({ 'a.txt': 'a' })).at(-1);
      expect(last).toMatchObject({ type: 'failed' });
      expect(last?.type === 'failed' && last.failure.message).toContain('Dockerfile');
    });

    it.each(['plan', 'context', 'step-started', 'log'] as const)(
      'can be cancelled at its first %s',
      async (moment) => {
        const controller = new AbortController();
        const Dockerfile = `FROM ${CONTRACT_BASE}\n${LABEL}\nRUN echo ${moment}-${Date.now()} && sleep 30\n`;
        const events = await build(
          { Dockerfile },
          {
            signal: controller.signal,
            onEvent: (event) => {
              if (event.type === moment) controller.abort();
            },
          },
        );
        expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'cancelled' } });
      },
    );

    it('does nothing when it was cancelled before', async () => {
      const controller = new AbortController();
      controller.abort();
      const events = await build({ Dockerfile: `FROM ${CONTRACT_BASE}\n` }, { signal: controller.signal });
      expect(events).toHaveLength(1);
    });
  });

  describe('images', () => {
    const files = {
      Dockerfile: `FROM ${CONTRACT_BASE}\n${LABEL}\nENV SHIP=ahoy EMPTY=\nWORKDIR /app\nCOPY --chown=7:8 a.txt /app/a.txt\nRUN ln -s a.txt link && rm /app/a.txt && echo new > b.txt && chmod 750 b.txt\nUSER 7:8\nEXPOSE 80\nENTRYPOINT ["cat"]\nCMD ["b.txt"]\n`,
      'a.txt': 'first',
    };

    it('inspects, lists and tells the history', async () => {
      const id = await built(files);
      const image = await engine.images.inspect(TAG);
      expect(image).toMatchObject({ id, ours: true, tags: [TAG] });
      expect(image.config).toMatchObject({
        user: '7:8',
        workingDir: '/app',
        entrypoint: ['cat'],
        cmd: ['b.txt'],
        exposedPorts: ['80/tcp'],
      });
      expect(image.config.env).toMatchObject({ SHIP: 'ahoy', EMPTY: '' });
      expect((await engine.images.list()).find((each) => each.id === id)).toMatchObject({ ours: true });
      const history = await engine.images.history(id);
      expect(history.filter((entry) => entry.size > 0).length).toBeGreaterThanOrEqual(2);
    });

    it('shows layers, with what each removes, and the whole tree', async () => {
      const id = await built(files);
      const { layers } = await engine.images.inspect(id);
      const last = await engine.images.files(id, layers.length - 1);
      const change = (path: string) => last.find((file) => file.path === path)?.change;
      expect(change('/app/a.txt')).toBe('removed');
      expect(change('/app/b.txt')).toBe('added');
      expect(last.find((file) => file.path === '/app/link')).toMatchObject({
        type: 'symlink',
        linkTarget: 'a.txt',
      });
      const tree = await engine.images.files(id);
      expect(tree.map((file) => file.path)).not.toContain('/app/a.txt');
      expect(tree.find((file) => file.path === '/app/b.txt')).toMatchObject({ mode: 0o750, size: 4 });
    });

    it('reads a file of the tree and of a layer', async () => {
      const id = await built(files);
      const { layers } = await engine.images.inspect(id);
      const text = async (path: string, options = {}) =>
        Buffer.from(await engine.images.readFile(id, path, options)).toString();
      expect(await text('/app/b.txt')).toBe('new\n');
      expect(await text('/app/b.txt', { cap: 2 })).toBe('ne');
      expect(await text('/app/a.txt', { layer: layers.length - 2 })).toBe('first');
      await expect(text('/app/a.txt')).rejects.toMatchObject({ data: { kind: 'not-found' } });
      await expect(text('/app')).rejects.toMatchObject({ data: { kind: 'not-found' } });
    });

    it('saves an image', async () => {
      const file = join(folder, 'saved.tar');
      await engine.images.save([await built(files)], file);
      expect((await stat(file)).size).toBeGreaterThan(1000);
    });

    it('does not know what is not there, and refuses to remove what is not its own', async () => {
      await expect(engine.images.inspect('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(engine.images.files('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(engine.images.remove('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(engine.images.remove(CONTRACT_BASE)).rejects.toMatchObject({ data: { kind: 'refused' } });
      await expect(engine.images.save(['no/such:image'], join(folder, 'no.tar'))).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
    });
  });

  describe('run', () => {
    const run = (script: string, more: object = {}) =>
      engine.containers.run({
        image: CONTRACT_BASE,
        arguments: ['sh', '-c', script],
        env: { SHIP: 'ahoy' },
        timeoutMs: 15_000,
        outputCap: 1000,
        ...more,
      });

    it('gives both outputs and the exit code', async () => {
      const result = await run('echo $SHIP; echo oops >&2; exit 4');
      expect(result).toMatchObject({ exitCode: 4, stdout: 'ahoy\n', stderr: 'oops\n', truncated: false });
    });

    it('stops what takes too long', async () => {
      expect(await run('echo begun; sleep 60', { timeoutMs: 1500 })).toMatchObject({ exitCode: null });
    });

    it('keeps no more output than was asked for', async () => {
      const result = await run('yes | head -c 100000');
      expect(result.truncated).toBe(true);
      expect(result.stdout).toHaveLength(1000);
    });

    it('fails for an image that is not there', async () => {
      await expect(run('true', { image: 'no/such:image' })).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
    });
  });
}
