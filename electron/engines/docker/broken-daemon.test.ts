/** A daemon of the test's own, broken in every way that a learner may meet: what is told, and that it is got over. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { globalAgent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Follows } from '../../containers/follows';
import type { CliContext } from '../../cli/context';
import { runCli } from '../../cli/program';
import { StandIns } from '../embedded/bundled/stand-ins';
import { foldersInRepository } from '../embedded/make-embedded';
import type { ErrorData } from '../../shared/errors';
import type { BuildEvent, BuildFailure } from '../../shared/engine/build';
import { readSession } from '../contract/harness';
import type { Engine } from '../engine';
import { Engines, ownSurroundings } from '../select';
import { Client } from './client';
import { TestDaemon, whyNoDaemon } from './testing/daemon';

const BASE = 'busybox:1.36';
const DISK = 64 * 1024 ** 2;
/** A user without any right. */
const NOBODY = 65534;

const machines = new Engines();
const reason =
  whyNoDaemon() ??
  (await machines
    .select('docker')
    .then((found) => found.images.inspect(BASE))
    .then(
      () => undefined,
      () => `needs ${BASE} in Docker`,
    ));

describe.skipIf(reason !== undefined)(
  `a daemon that breaks${reason ? `: ${reason}` : ''}`,
  { timeout: 60_000 },
  () => {
    let daemon: TestDaemon;
    let engines: Engines;
    let engine: Engine;
    let folder = '';

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drydock-broken-'));
      await chmod(folder, 0o755);
      daemon = await TestDaemon.start({ diskBytes: DISK });
      await chmod(daemon.folder, 0o755);
      engines = new Engines({ ...ownSurroundings(), env: { DOCKER_HOST: daemon.endpoint.address } });
      engine = await engines.select('docker');
      const base = join(folder, 'base.tar');
      await (await machines.select('docker')).images.save([BASE], base);
      await engine.images.load(base);
    }, 60_000);

    afterAll(async () => {
      await engines?.close();
      await machines.close();
      await daemon?.remove();
      await rm(folder, { recursive: true, force: true });
    }, 60_000);

    async function context(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
      const made = await mkdtemp(join(folder, 'context-'));
      await chmod(made, 0o755);
      for (const [name, content] of Object.entries(files)) await writeFile(join(made, name), content);
      return made;
    }

    /** The failure of a build that must fail; `onEvent` breaks something meanwhile. */
    async function failure(
      files: Readonly<Record<string, string | Buffer>>,
      onEvent?: (event: BuildEvent) => void,
    ) {
      const request = { context: await context(files), labels: {}, noCache: true };
      let last: BuildEvent | undefined;
      for await (const event of engine.build(request, new AbortController().signal)) {
        last = event;
        onEvent?.(event);
      }
      if (last?.type !== 'failed') throw new Error(`the build did not fail: ${JSON.stringify(last)}`);
      expectClear(last.failure);
      return last.failure;
    }

    /** One sentence, one thing to do, and the engine's own words apart from both. */
    function expectClear({ message, hint }: Pick<BuildFailure, 'message' | 'hint'>): void {
      expect(message).toMatch(/^[A-Z][^\n]{10,240}\.$/);
      expect(hint).toMatch(/^[A-Z][^\n]{10,240}\.$/);
      expect(`${message} ${hint}`).not.toMatch(/rpc error|at \/|\bE[A-Z]{4,}\b|overlay2|undefined/);
    }

    async function cli(...argv: string[]) {
      let stdout = '';
      let stderr = '';
      const into: CliContext = {
        engines: new Engines({ ...ownSurroundings(), env: { DOCKER_HOST: daemon.endpoint.address } }),
        standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
        out: (text) => void (stdout += text),
        err: (text) => void (stderr += text),
        signal: new AbortController().signal,
      };
      const code = await runCli(argv, into);
      return { code, stdout, stderr };
    }

    it('may not be used: the socket is not for everybody', async () => {
      const files = await context({ Dockerfile: `FROM ${BASE}\n` });
      await chmod(daemon.socket, 0o600);
      globalAgent.destroy(); // what is connected already stays so
      process.seteuid!(NOBODY);
      try {
        const status = await cli('engines');
        const build = await cli('build', files, '--engine', 'docker');
        expect(status.stdout).toContain('You may not use Docker');
        expect(build).toMatchObject({ code: 1, stdout: '' });
        expect(build.stderr).toBe(
          `drydock: You may not use Docker's socket ${daemon.endpoint.address}. Run "sudo usermod -aG docker $USER", then log out and in again.\n`,
        );
      } finally {
        process.seteuid!(0);
      }
    });

    it('has no base, and no network to fetch it', async () => {
      const told = await failure({ Dockerfile: 'FROM registry.invalid/node:99\nRUN true\n' });
      expect(told).toMatchObject({ kind: 'base-image-missing', line: 1 });
      expect(told.details).toContain('registry.invalid');
    });

    it.each(['SIGTERM', 'SIGKILL'] as const)('is ended in the middle of a build by %s', async (signal) => {
      let down: Promise<void> | undefined;
      const told = await failure({ Dockerfile: `FROM ${BASE}\nRUN echo begun; sleep 30\n` }, (event) => {
        if (event.type === 'log') down ??= daemon.down(signal);
      });
      expect(told).toMatchObject({ kind: 'engine-unavailable', line: 2 });
      expect(told.message).toBe('Docker stopped in the middle of the build.');
      await down;
      const refused = await cli(
        'build',
        await context({ Dockerfile: `FROM ${BASE}\n` }),
        '--engine',
        'docker',
      );
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/^drydock: (There is no Docker|Docker does not answer) at .*\. .*start/);
      await daemon.up();
      const again = await cli(
        'build',
        await context({ Dockerfile: `FROM ${BASE}\nLABEL a=b\n` }),
        '--engine',
        'docker',
      );
      expect(again).toMatchObject({ code: 0, stderr: '' });
    });

    it('is restarted while a container runs: what follows it ends and says so, and it can be started again', async () => {
      const id = await engine.containers.create({
        image: BASE,
        owner: 'broken',
        arguments: ['sh', '-c', 'echo up; sleep 60'],
      });
      await engine.containers.start(id);
      const ended = new Map<string, ErrorData | null>();
      const follows = new Follows({
        onLogs: () => undefined,
        onStats: () => undefined,
        onEnded: (follow, error) => void ended.set(follow, error),
      });
      const logs = follows.start(engine, id, 'logs');
      const stats = follows.start(engine, id, 'stats');
      const session = await engine.containers.exec(id, { command: ['sleep', '60'], tty: true, stdin: true });
      const waiting = engine.containers.wait(id).catch((thrown: unknown) => thrown);
      const events = (async () => {
        for await (const event of engine.events(new AbortController().signal)) void event;
      })().then(
        () => 'ended',
        () => 'ended',
      );
      await daemon.down('SIGKILL');
      await daemon.up();
      await readSession(session);
      expect(await session.exit).toBeNull();
      expect(await waiting).toMatchObject({ data: { kind: 'engine-unavailable' } });
      await expect.poll(() => ended.size, { timeout: 10_000 }).toBe(2);
      for (const each of [logs, stats]) {
        const error = ended.get(each);
        if (error) expectClear({ message: error.message, hint: error.remedy ?? '' });
      }
      expect(await events).toBe('ended');
      // Whether it lived on is the engine's affair; either way it is known, and works again.
      expect(['running', 'exited']).toContain((await engine.containers.inspect(id)).state);
      await engine.containers.restart(id, 0);
      expect((await engine.containers.inspect(id)).state).toBe('running');
      await engine.containers.remove(id, { force: true });
    });

    it('has a full disk: in a step, while it takes the context, and while it makes a container write', async () => {
      const ballast = join(daemon.disk, 'ballast');
      await writeFile(ballast, Buffer.alloc(4 * 1024 ** 2, 1));
      const step = await failure({
        Dockerfile: `FROM ${BASE}\nRUN true\nRUN dd if=/dev/zero of=/big bs=1M count=128\n`,
      });
      expect(step).toMatchObject({ kind: 'disk-full', line: 3 });
      const large = Buffer.alloc(DISK, 1);
      const sent = await failure({ Dockerfile: `FROM ${BASE}\nCOPY large /\n`, large });
      expect(sent).toMatchObject({ kind: 'disk-full' });
      const text = await cli(
        'build',
        '--no-cache',
        await context({ Dockerfile: `FROM ${BASE}\nCOPY large /\n`, large }),
        '--engine',
        'docker',
      );
      expect(text).toMatchObject({ code: 1 });
      expect(text.stderr).toContain(
        'is full. Remove images and containers you no longer need, and the engine',
      );
      // What is told to be done does help. BuildKit needs a little room itself to write down that it threw things away.
      await rm(ballast);
      const { docker } = await new Client(daemon.endpoint).connect();
      await docker.pruneBuilder();
      const small = await cli(
        'build',
        '--no-cache',
        await context({ Dockerfile: `FROM ${BASE}\nRUN echo well\n` }),
        '--engine',
        'docker',
      );
      expect(small).toMatchObject({ code: 0, stderr: '' });
    });

    it('is not sent 2 GB, and the learner is told at once what makes them', async () => {
      const files = await context({ Dockerfile: `FROM ${BASE}\n` });
      await mkdir(join(files, 'data'));
      const { truncate } = await import('node:fs/promises');
      for (const [name, size] of [
        ['data/video.mp4', 1.5],
        ['dump.sql', 0.5],
      ] as const) {
        await writeFile(join(files, name), '');
        await truncate(join(files, name), size * 1024 ** 3); // sparse: nothing of it is on the disk
      }
      const started = performance.now();
      const { code, stderr } = await cli('build', files, '--engine', 'docker');
      expect(performance.now() - started).toBeLessThan(2000);
      expect(code).toBe(1);
      expect(stderr).toBe(
        'drydock: The build context has 2148 MB, and at most 1074 MB are sent. The largest: data (1611 MB), dump.sql (537 MB). Name what the build does not need in a .dockerignore file.\n',
      );
    });

    it('writes 200,000 lines in a step: they come in order, and where BuildKit cuts them it is said', async () => {
      let text = '';
      let warned = false;
      const request = {
        context: await context({ Dockerfile: `FROM ${BASE}\nRUN seq 200000\n` }),
        labels: {},
        noCache: true,
      };
      let last: BuildEvent | undefined;
      for await (const event of engine.build(request, new AbortController().signal)) {
        if (event.type === 'log') text += event.text;
        if (event.type === 'warning') warned ||= event.rule === 'LogClipped';
        last = event;
      }
      expect(last?.type).toBe('done');
      const numbers = text
        .split('\n')
        .filter((line) => /^\d+$/.test(line))
        .map(Number);
      expect(numbers.length).toBeGreaterThan(10_000);
      expect(numbers.length === 200_000 || warned).toBe(true);
      expect(numbers.slice(0, -1).every((number, index) => number === index + 1)).toBe(true);
    });
  },
);
