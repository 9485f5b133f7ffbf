import { describe, expect, it } from 'vitest';
import type { Harness } from './harness';
import { readSession } from './harness';

/** Processes that are seen and typed into. */
export function sessionsContract(harness: Harness): void {
  const { containers } = harness.engine;

  describe.skipIf(!harness.capabilities.interactive)('sessions', { concurrent: true }, () => {
    it('attach before the start miss nothing, and give the exit code', async () => {
      const id = await harness.create('echo first; echo oops >&2; exit 6');
      const session = await containers.attach(id);
      await containers.start(id);
      expect(await readSession(session)).toEqual({ stdout: 'first\n', stderr: 'oops\n' });
      expect(await session.exit).toBe(6);
    });

    it('pass input on, to its end', async () => {
      const id = await harness.create('tr a-z A-Z; echo done', { stdin: true });
      const session = await containers.attach(id);
      await containers.start(id);
      await session.write('ahoy\n');
      await session.write(Buffer.from('again\n'));
      session.closeInput();
      expect(await readSession(session)).toEqual({ stdout: 'AHOY\nAGAIN\ndone\n', stderr: '' });
      expect(await session.exit).toBe(0);
      await session.write('too late'); // is dropped
    });

    it('have a terminal with a size', async () => {
      const id = await harness.create('read x; stty size; test -t 1 && echo tty', { tty: true, stdin: true });
      const session = await containers.attach(id);
      await containers.start(id);
      await session.resize(101, 31);
      await session.write('go\n');
      const { stdout, stderr } = await readSession(session);
      expect(stdout).toContain('31 101\r\n');
      expect(stdout).toContain('tty\r\n');
      expect(stderr).toBe('');
    });

    it('carry a lot, whole and in order', async () => {
      const id = await harness.create('seq 1 100000');
      const session = await containers.attach(id);
      await containers.start(id);
      const { stdout } = await readSession(session);
      const lines = stdout.trimEnd().split('\n');
      expect(lines).toHaveLength(100_000);
      expect(lines.every((line, index) => line === String(index + 1))).toBe(true);
    });

    it('start further processes in a container', async () => {
      const id = await harness.started('sleep 60', { env: { SHIP: 'ahoy' } });
      expect(await harness.exec(id, 'echo $SHIP; exit 9')).toEqual({ output: 'ahoy\n', exitCode: 9 });
      const session = await containers.exec(id, {
        command: ['sh', '-c', 'cat; pwd; id -u; echo $MORE; stty size'],
        env: { MORE: 'more' },
        workingDir: '/tmp',
        user: '33',
        tty: true,
        stdin: true,
      });
      await session.resize(90, 20);
      await session.write('typed\n\u0004');
      const { stdout } = await readSession(session);
      expect(stdout).toContain('typed\r\n');
      expect(stdout).toMatch(/\/tmp\r\n33\r\nmore\r\n20 90\r\n$/);
      expect(await session.exit).toBe(0);
      await containers.kill(id);
    });

    it('end like in a shell where a command is not there', async () => {
      const id = await harness.started('sleep 60');
      const session = await containers.exec(id, { command: ['no-such-command'] });
      const { stdout, stderr } = await readSession(session);
      expect(stdout + stderr).toContain('no-such-command');
      expect([126, 127]).toContain(await session.exit);
      await containers.kill(id);
    });

    it('end when they are closed, or when the container is killed', async () => {
      const id = await harness.started('sleep 60');
      const closed = await containers.exec(id, { command: ['sleep', '50'], tty: true, stdin: true });
      closed.close();
      expect(await readSession(closed)).toEqual({ stdout: '', stderr: '' });
      expect(await closed.exit).toBeNull();
      const killed = await containers.exec(id, { command: ['sleep', '50'] });
      await containers.kill(id);
      await readSession(killed);
      expect(await killed.exit).not.toBe(0);
    });
  });
}
