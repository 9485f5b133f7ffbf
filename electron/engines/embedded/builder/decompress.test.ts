import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decompress } from './decompress';

const content = Buffer.concat([randomBytes(3_000_000), Buffer.alloc(2_000_000, 'text ')]);

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
    it.skipIf(!has(program))(`undoes what ${program} does (skipped without it)`, async () => {
      const packed = execFileSync(program, ['-c', '-q'], { input: content, maxBuffer: 1e8 });
      const bytes = await decompress(packed);
      expect(bytes && Buffer.from(bytes).equals(content)).toBe(true);
    });

    it.skipIf(!has(program))(`takes a cut ${program} file for a file`, async () => {
      const packed = execFileSync(program, ['-c', '-q'], { input: content, maxBuffer: 1e8 });
      const cut = await decompress(packed.subarray(0, 1_000_000));
      expect(cut === undefined || cut.length < content.length).toBe(true);
    });
  }

  it('leaves anything else as it is', async () => {
    const bytes = Buffer.from('text');
    expect(await decompress(bytes)).toBe(bytes);
  });
});
