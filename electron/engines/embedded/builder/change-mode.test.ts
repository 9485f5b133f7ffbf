import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeMode } from './change-mode';

const operation = fc.tuple(
  fc.constantFrom('+', '-', '='),
  fc.constantFrom('', 'r', 'w', 'x', 'X', 's', 't', 'rw', 'rX', 'rwx', 'u', 'g', 'o'),
);
const clause = fc.tuple(
  fc.constantFrom('', 'u', 'g', 'o', 'a', 'ug', 'go', 'ugo'),
  fc.array(operation, { minLength: 1, maxLength: 2 }),
);
const change = fc.record({
  expression: fc
    .array(clause, { minLength: 1, maxLength: 3 })
    .map((clauses) => clauses.map(([who, ops]) => who + ops.map((each) => each.join('')).join('')).join(',')),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  folder: fc.boolean(),
});

describe('--chmod', () => {
  it('takes octal and symbolic modes', () => {
    expect(changeMode('0755', 0o600, false)).toBe(0o755);
    expect(changeMode('u=rwX,go=rX', 0o600, false)).toBe(0o644);
    expect(changeMode('u=rwX,go=rX', 0o600, true)).toBe(0o755);
    expect(changeMode('+x', 0o644, false)).toBe(0o755);
    expect(changeMode('g=u,o-r', 0o744, false)).toBe(0o770);
  });

  it.skipIf(process.platform !== 'linux')('does what chmod does (GNU coreutils)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-chmod-'));
    try {
      const changes = fc.sample(change, 300);
      const lines = changes.map(({ expression, mode, folder: isFolder }, index) => {
        const path = join(folder, String(index));
        if (isFolder) mkdirSync(path);
        else writeFileSync(path, '');
        chmodSync(path, mode);
        return `chmod -- '${expression}' ${index}`;
      });
      execFileSync('sh', ['-c', `umask 022\n${lines.join('\n')}`], { cwd: folder });
      const differences = changes.flatMap(({ expression, mode, folder: isFolder }, index) => {
        const theirs = statSync(join(folder, String(index))).mode & 0o7777;
        const ours = changeMode(expression, mode, isFolder);
        return ours === theirs
          ? []
          : [`${expression} of ${mode.toString(8)}: ${theirs.toString(8)}, ours ${ours.toString(8)}`];
      });
      expect(differences).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
