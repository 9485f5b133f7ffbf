import { describe, expect, it } from 'vitest';
import { applyBuildEvent, startBuild } from '../../shared/engine/record';
import type { Harness } from './harness';
import { CONTRACT_BASE, TEST_LABEL } from './harness';

/** What building means. */
export function buildContract(harness: Harness): void {
  describe('build', () => {
    it('tells the plan, every step, its log and the image', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY a.txt /a.txt\nRUN echo to-out && echo to-err >&2\nCMD ["cat", "/a.txt"]\n`;
      const events = await harness.build({ Dockerfile, 'a.txt': 'hello\n' }, { noCache: true });
      const start = {
        id: 'x',
        workspace: 'w',
        engine: harness.engine.id,
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
        Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY a.txt /\nRUN cat /a.txt\n`,
        'a.txt': 'same',
      };
      await harness.build(files);
      const again = await harness.build(files);
      const finished = again.filter((event) => event.type === 'step-finished');
      expect(finished.filter((event) => event.cached).length).toBeGreaterThanOrEqual(2);
    });

    it('does not take a step from the cache that a build argument with another value changes', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE}\nARG VERSION=1\nENV VERSION=$VERSION\n${TEST_LABEL}\nRUN echo again\n`;
      await harness.built({ Dockerfile });
      const id = await harness.built({ Dockerfile }, { buildArgs: { VERSION: '2' } });
      expect((await harness.engine.images.inspect(id)).config.env).toMatchObject({ VERSION: '2' });
    });

    it('keeps a health check', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nHEALTHCHECK --interval=5s CMD true\n`;
      const { config } = await harness.engine.images.inspect(await harness.built({ Dockerfile }));
      expect(config.healthcheck).toMatchObject({ test: ['CMD-SHELL', 'true'], intervalMs: 5000 });
    });

    it('leaves out what .dockerignore names', async () => {
      const id = await harness.built({
        Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY . /ctx/\n`,
        '.dockerignore': 'secret.txt\nlogs\n!logs/keep.txt\n',
        'secret.txt': 's',
        'logs/a.log': 'a',
        'logs/keep.txt': 'k',
      });
      const paths = (await harness.engine.images.files(id))
        .map((file) => file.path)
        .filter((path) => path.startsWith('/ctx'));
      expect(paths).not.toContain('/ctx/secret.txt');
      expect(paths).not.toContain('/ctx/logs/a.log');
      expect(paths).toContain('/ctx/logs/keep.txt');
    });

    it('builds a stage on demand, and plans what it will build', async () => {
      const Dockerfile = `FROM ${CONTRACT_BASE} AS one\n${TEST_LABEL}\nRUN echo 1 > /one\nFROM ${CONTRACT_BASE} AS two\n${TEST_LABEL}\nRUN echo 2 > /two\n`;
      const paths = (
        await harness.engine.images.files(await harness.built({ Dockerfile }, { target: 'one' }))
      ).map((file) => file.path);
      expect(paths).toContain('/one');
      const plan = (await harness.build({ Dockerfile })).find((event) => event.type === 'plan');
      expect(plan?.type === 'plan' && plan.stages.map((stage) => stage.name)).toEqual(
        harness.prunesStages ? ['two'] : ['one', 'two'],
      );
    });

    it('tells failures apart, each with its line and a remedy', async () => {
      expect(await harness.failure(`FROM ${CONTRACT_BASE}\n\nRUNN x\n`)).toMatchObject({
        kind: 'syntax',
        line: 3,
      });
      expect(await harness.failure(`# nothing here\n`)).toMatchObject({ kind: 'syntax' });
      expect(await harness.failure(`FROM ${CONTRACT_BASE}\nCOPY a\n`)).toMatchObject({
        kind: 'syntax',
        line: 2,
      });
      expect(await harness.failure(`FROM ${CONTRACT_BASE}\nCOPY nope.txt /\n`)).toMatchObject({
        kind: 'copy-source-missing',
        line: 2,
      });
      // Two steps that change nothing may make the same layer, and the one after them stands on it twice.
      expect(
        await harness.failure(`FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nRUN true\nRUN cd /\nRUN exit 3\n`),
      ).toMatchObject({
        kind: 'run-failed',
        exitCode: 3,
        line: 5,
      });
      expect(await harness.failure(`FROM ${CONTRACT_BASE}\nRUN nosuchcommand\n`)).toMatchObject({
        kind: 'run-failed',
        exitCode: 127,
        line: 2,
      });
      expect(await harness.failure(`FROM ${CONTRACT_BASE}\nCOPY --from=7 /a /b\n`)).toMatchObject({
        kind: 'other',
      });
    });

    it.skipIf(!harness.capabilities.secrets)(
      'hands a secret to the step that asks, and keeps it nowhere',
      async () => {
        const value = `s3cr3t-${Date.now()}`;
        const Dockerfile = `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nRUN --mount=type=secret,id=token wc -c < /run/secrets/token > /length && rev /run/secrets/token\n`;
        const events = await harness.build({ Dockerfile }, { secrets: { token: value }, noCache: true });
        const log = events.map((event) => (event.type === 'log' ? event.text : '')).join('');
        expect(log).toContain([...value].reverse().join(''));
        const last = events.at(-1);
        if (last?.type !== 'done') throw new Error(`the build failed: ${JSON.stringify(last)}`);
        const files = await harness.engine.images.files(last.imageId);
        expect(files.find((file) => file.path === '/run/secrets/token')?.size ?? 0).toBe(0);
        const kept = { ...(await harness.engine.images.inspect(last.imageId)), files };
        const history = await harness.engine.images.history(last.imageId);
        expect(JSON.stringify([kept, history])).not.toContain(value);
      },
    );

    it.skipIf(!harness.capabilities.platforms)('builds for another platform', async () => {
      const files = { Dockerfile: `FROM scratch\n${TEST_LABEL}\nCOPY a.txt /\n`, 'a.txt': 'a' };
      const id = await harness.built(files, { platform: 'linux/arm64' });
      expect((await harness.engine.images.inspect(id)).platform).toBe('linux/arm64');
    });

    it('says that a secret is missing, or that its builder cannot take one', async () => {
      const { secrets } = harness.capabilities;
      const Dockerfile = `FROM ${CONTRACT_BASE}\nRUN --mount=type=secret,id=token,required=true cat /run/secrets/token\n`;
      const given: Record<string, string> = secrets ? {} : { token: 'x' };
      const last = (await harness.build({ Dockerfile }, { secrets: given, noCache: true })).at(-1);
      if (last?.type !== 'failed') throw new Error('the build did not fail');
      expect(last.failure).toMatchObject({ kind: 'unsupported', line: 2 });
      expect(last.failure.message).toContain('the secret "token"');
    });

    it('names an image that is not there', async () => {
      const missing = await harness.failure('FROM registry.invalid/no-such:1\nRUN true\n');
      expect(missing).toMatchObject({ kind: 'base-image-missing', line: 1 });
      expect(missing.message).toContain('registry.invalid/no-such:1');
    });

    it('says when there is no Dockerfile', async () => {
      const last = (await harness.build({ 'a.txt': 'a' })).at(-1);
      expect(last).toMatchObject({ type: 'failed' });
      expect(last?.type === 'failed' && last.failure.message).toContain('Dockerfile');
    });

    it.each(['plan', 'context', 'step-started', 'log'] as const)(
      'can be cancelled at its first %s',
      async (moment) => {
        const controller = new AbortController();
        const Dockerfile = `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nRUN echo ${moment}-${Date.now()} && sleep 60\n`;
        let cancelled = 0;
        const events = await harness.build(
          { Dockerfile },
          {
            signal: controller.signal,
            onEvent: (event) => {
              if (event.type !== moment) return;
              cancelled ||= performance.now();
              controller.abort();
            },
          },
        );
        expect(performance.now() - cancelled).toBeLessThan(20_000); // not only when the command ends
        expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'cancelled' } });
      },
    );

    it('does nothing when it was cancelled before', async () => {
      const controller = new AbortController();
      controller.abort();
      const events = await harness.build(
        { Dockerfile: `FROM ${CONTRACT_BASE}\n` },
        { signal: controller.signal },
      );
      expect(events).toHaveLength(1);
    });
  });
}
