import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decompress } from './decompress';

/** More than one block of bzip2, which has 900 kB. */
const content = Buffer.concat([randomBytes(700_000), Buffer.alloc(500_000, 'text ')]);

function has(program: string): boolean {
  try {
    execFileSync(program, ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('decompress', () => {
  for (const program of ['gzip', 'bzip2', 'xz', 'zstd']) {
    it.skipIf(!has(program))(
      `undoes what ${program} does, and a cut file is a file (skipped without it)`,
      async () => {
        const packed = execFileSync(program, ['-c', '-q'], { input: content, maxBuffer: 1e8 });
        const bytes = await decompress(packed);
        expect(bytes && Buffer.from(bytes).equals(content)).toBe(true);
        const cut = await decompress(packed.subarray(0, 300_000));
        expect(cut === undefined || cut.length < content.length).toBe(true);
      },
    );
  }

  it('leaves anything else as it is', async () => {
    const bytes = Buffer.from('text');
    expect(await decompress(bytes)).toBe(bytes);
  });
});
