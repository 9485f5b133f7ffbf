import { describe, expect, it } from 'vitest';
import { extract } from 'tar-stream';
import { Readable } from 'node:stream';
import type { Harness } from './harness';
import { CONTRACT_BASE, eventually, rejection, tarOf } from './harness';

const FOREVER = 'trap "exit 5" TERM; echo up; while true; do sleep 0.1; done';

/** How containers live and end, and what can be known and changed of them. */
export function containersContract(harness: Harness): void {
  const { containers } = harness.engine;
  const { capabilities } = harness;

  describe.concurrent('containers', () => {
    it('go through their life: created, running, exited, removed', async () => {
      const name = harness.name('life');
      const id = await harness.create('exit 3', { name, env: { SHIP: 'ahoy' }, labels: { a: 'b' } });
      const created = await containers.inspect(name);
      expect(created).toMatchObject({
        id,
        name,
        state: 'created',
        ours: true,
        exitCode: null,
        startedAt: null,
      });
      expect(created.env).toMatchObject({ SHIP: 'ahoy' });
      expect(created.labels).toMatchObject({ a: 'b' });
      await containers.start(id);
      expect(await containers.wait(id)).toBe(3);
      const ended = await containers.inspect(id);
      expect(ended).toMatchObject({ state: 'exited', exitCode: 3 });
      // Podman notes both times by different clocks, some milliseconds apart.
      expect(Date.parse(ended.finishedAt!)).toBeGreaterThan(Date.parse(ended.startedAt!) - 100);
      const listed = (await containers.list({ all: true, ours: true })).find((each) => each.id === id);
      expect(listed).toMatchObject({ name, state: 'exited', ours: true });
      expect((await containers.list()).map((each) => each.id)).not.toContain(id);
      await containers.remove(id);
      await expect(containers.inspect(id)).rejects.toMatchObject(rejection('not-found'));
    });

    it('are stopped, with a last word, and restarted', async () => {
      const id = await harness.started(FOREVER);
      await containers.start(id); // runs already: nothing to do
      await expect(containers.remove(id)).rejects.toMatchObject(rejection('conflict'));
      await eventually(
        () => harness.log(id),
        (value) => {
          expect(value).toContain('up');
        },
      ); // before, the signal goes unheard
      await containers.stop(id);
      expect(await containers.inspect(id)).toMatchObject({ state: 'exited', exitCode: 5 });
      await containers.stop(id); // has ended already: nothing to do
      await containers.restart(id, 0);
      expect((await containers.inspect(id)).state).toBe('running');
      await containers.kill(id);
      expect(await containers.wait(id)).toBe(137);
      await containers.remove(id, { force: true });
    });

    it.skipIf(!capabilities.pause)('are paused and go on', async () => {
      const id = await harness.started(FOREVER);
      await containers.pause(id);
      expect((await containers.inspect(id)).state).toBe('paused');
      await containers.unpause(id);
      expect((await containers.inspect(id)).state).toBe('running');
      await containers.kill(id);
      await containers.wait(id);
      await expect(containers.pause(id)).rejects.toMatchObject(rejection('conflict'));
    });

    it('have names of their own, which can be changed', async () => {
      const [first, second] = [harness.name('one'), harness.name('two')];
      const id = await harness.create('true', { name: first });
      await expect(harness.create('true', { name: first })).rejects.toMatchObject(rejection('conflict'));
      await containers.rename(id, second);
      expect((await containers.inspect(second)).id).toBe(id);
    });

    it('run as they were told to', async () => {
      const id = await harness.started('pwd; id -u; hostname; echo "$A-$B"; touch /x 2>&1 || true', {
        entrypoint: [],
        workingDir: '/tmp',
        user: '33',
        hostname: 'ship',
        env: { A: '1', B: 'two words' },
        readOnlyRoot: true,
      });
      expect(await containers.wait(id)).toBe(0);
      const lines = await harness.log(id);
      expect(lines.slice(0, 4)).toEqual(['/tmp', '33', 'ship', '1-two words']);
      expect(lines[4]).toContain('Read-only');
    });

    it.skipIf(!capabilities.limits)('have a limit of memory', async () => {
      const limits = { memoryBytes: 32 * 1024 ** 2, cpus: 0.5 };
      // The kernel may end the shell instead of the greedy program: the container ends with 137 either way.
      const id = await harness.started('dd if=/dev/zero of=/dev/null bs=64M count=1', { limits });
      expect(await containers.wait(id)).toBe(137);
      expect((await containers.inspect(id)).limits).toMatchObject(limits);
    });

    it.skipIf(!capabilities.limits)('have a limit of processes', async () => {
      const limits = { processes: 4 };
      const id = await harness.started('for each in 1 2 3 4 5 6; do sleep 1 & done', { limits });
      await containers.wait(id);
      expect((await containers.inspect(id)).limits).toMatchObject(limits);
      expect((await harness.log(id)).join('\n')).toMatch(/can't fork/);
    });

    it('give their log, followed, with time and from the end', async () => {
      const id = await harness.started('echo out; echo err >&2; sleep 0.3; echo last');
      const followed = [];
      for await (const line of containers.logs(id, { follow: true, timestamps: true })) followed.push(line);
      expect(followed.map(({ stream, text }) => [stream, text]).sort()).toEqual([
        ['stderr', 'err'],
        ['stdout', 'last'],
        ['stdout', 'out'],
      ]);
      for (const { time } of followed) expect(Date.parse(time!)).toBeGreaterThan(0);
      const tail = [];
      for await (const line of containers.logs(id, { tail: 1 })) tail.push(line);
      expect(tail).toEqual([{ stream: 'stdout', text: 'last' }]);
    });

    it('follow the last lines of a log while it grows, and let go of one that nobody reads on', async () => {
      const id = await harness.started('echo first; while true; do echo tick; sleep 0.05; done');
      const read = async (count: number, request: { readonly tail?: number }): Promise<readonly string[]> => {
        const lines: string[] = [];
        for await (const { text } of containers.logs(id, { follow: true, ...request })) {
          if (lines.push(text) === count) break;
        }
        return lines;
      };
      expect(await read(3, {})).toEqual(['first', 'tick', 'tick']);
      expect(await read(4, { tail: 1 })).toEqual(['tick', 'tick', 'tick', 'tick']);
      const controller = new AbortController();
      const reading = async () => {
        for await (const line of containers.logs(id, { follow: true, signal: controller.signal })) {
          if (line.text === 'tick') controller.abort();
        }
      };
      await expect(reading()).rejects.toMatchObject(rejection('cancelled'));
      await containers.kill(id);
    });

    it('can be waited for, and no longer', async () => {
      const id = await harness.started('sleep 60');
      const controller = new AbortController();
      const waiting = containers.wait(id, controller.signal);
      controller.abort();
      await expect(waiting).rejects.toMatchObject(rejection('cancelled'));
      await containers.kill(id);
      expect(await containers.wait(id)).toBe(137);
    });

    it.skipIf(!capabilities.stats)('are measured', async () => {
      const id = await harness.started('while true; do :; done');
      const samples = [];
      for await (const sample of containers.stats(id)) if (samples.push(sample) === 3) break;
      expect(samples[2]!.cpuPercent).toBeGreaterThan(1);
      expect(samples[2]!.memoryBytes).toBeGreaterThan(0);
      expect(samples[2]!.processes).toBeGreaterThanOrEqual(1);
      await containers.kill(id);
    });

    it('show their processes and what they changed', async () => {
      const id = await harness.started('echo new > /new; rm /etc/group; echo x >> /etc/passwd; sleep 61');
      await eventually(
        async () => (await containers.changes(id)).length,
        (value) => {
          expect(value).toBeGreaterThan(3);
        },
      );
      const changes = Object.fromEntries(
        (await containers.changes(id)).map(({ path, change }) => [path, change]),
      );
      expect(changes).toMatchObject({ '/new': 'added', '/etc/group': 'removed', '/etc/passwd': 'changed' });
      const { titles, processes } = await containers.top(id);
      expect(processes.every((cells) => cells.length === titles.length)).toBe(true);
      expect(JSON.stringify(processes)).toContain('sleep 61');
      await containers.kill(id);
    });

    it('take files in and give them out', async () => {
      const id = await harness.create('cat /tmp/in.txt');
      await containers.copyIn(id, '/tmp', Readable.from([await tarOf({ 'in.txt': 'from outside\n' })]));
      await containers.start(id);
      await containers.wait(id);
      expect(await harness.log(id)).toEqual(['from outside']);
      const out: Record<string, string> = {};
      const parser = Readable.from(containers.copyOut(id, '/tmp/in.txt')).pipe(extract());
      for await (const entry of parser) {
        let text = '';
        for await (const chunk of entry) text += Buffer.from(chunk as Uint8Array).toString();
        out[entry.header.name] = text;
      }
      expect(out).toEqual({ 'in.txt': 'from outside\n' });
      const missing = async () => {
        for await (const chunk of containers.copyOut(id, '/no/such')) void chunk;
      };
      await expect(missing()).rejects.toMatchObject(rejection('not-found'));
    });

    it.skipIf(!capabilities.healthchecks)('tell how healthy they are', async () => {
      const id = await harness.started('sleep 1; touch /tmp/ok; sleep 60', {
        healthcheck: { test: ['CMD-SHELL', 'test -f /tmp/ok && echo fine'], intervalMs: 500, retries: 20 },
      });
      expect((await containers.inspect(id)).health).toBe('starting');
      await eventually(
        async () => (await containers.inspect(id)).health,
        (value) => {
          expect(value).toBe('healthy');
        },
      );
      expect((await containers.inspect(id)).healthLog.at(-1)).toEqual({
        exitCode: 0,
        output: expect.stringMatching(/^fine\n?$/),
      });
      expect((await containers.list()).find((each) => each.id === id)?.health).toBe('healthy');
      await containers.kill(id);
    });

    it('are removed by the engine when that was asked for', async () => {
      const id = await harness.started('true', { autoRemove: true });
      await eventually(
        async () =>
          containers.inspect(id).then(
            () => 'there',
            () => 'gone',
          ),
        (value) => {
          expect(value).toBe('gone');
        },
      );
    });

    it('that cannot be had or started say so', async () => {
      await expect(containers.create({ image: 'no/such:image', owner: harness.owner })).rejects.toMatchObject(
        rejection('not-found'),
      );
      await expect(containers.start('no-such-container')).rejects.toMatchObject(rejection('not-found'));
      const id = await containers.create({
        image: CONTRACT_BASE,
        owner: harness.owner,
        arguments: ['no-such-command'],
      });
      await expect(containers.start(id)).rejects.toMatchObject(rejection('engine-failed'));
    });

    it.skipIf(!harness.stranger)('of the learner are looked at and never touched', async () => {
      const { id, remove } = await harness.stranger!.container();
      try {
        expect(await containers.inspect(id)).toMatchObject({ ours: false });
        const attempts = [
          containers.stop(id),
          containers.kill(id),
          containers.restart(id),
          containers.pause(id),
          containers.rename(id, harness.name('stolen')),
          containers.remove(id, { force: true }),
          containers.exec(id, { command: ['true'] }),
          containers.attach(id),
          containers.copyIn(id, '/', Readable.from([await tarOf({ x: 'x' })])),
        ];
        const outcomes = await Promise.allSettled(attempts);
        for (const outcome of outcomes) {
          expect(outcome).toMatchObject({ status: 'rejected', reason: rejection('refused') });
        }
        await harness.engine.prune(harness.alone ? undefined : harness.owner);
        expect(await containers.inspect(id)).toMatchObject({ state: 'running' });
      } finally {
        await remove();
      }
    });
  });
}
