import { describe, expect, it } from 'vitest';
import type { Harness } from './harness';
import { CONTRACT_BASE } from './harness';

/** What running a container to its end means. */
export function runContract(harness: Harness): void {
  describe.concurrent('run', () => {
    const run = (script: string, more: object = {}) =>
      harness.engine.containers.run({
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

    it('says that a program is not there, as a shell would, and leaves nothing behind', async () => {
      const program = `/no/${harness.owner}`;
      await expect(run('', { arguments: [program] })).rejects.toMatchObject({
        data: { kind: 'engine-failed', exitCode: 127 },
      });
      const left = await harness.engine.containers.list({ all: true });
      expect(left.filter(({ command }) => command.includes(program))).toEqual([]);
    });

    it('fails for an image that is not there', async () => {
      await expect(run('true', { image: 'no/such:image' })).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
    });
  });
}
