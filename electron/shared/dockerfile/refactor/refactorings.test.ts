import { describe, expect, it } from 'vitest';
import { analyse } from '../analysis/evaluate';
import { applyEdits } from '../fix';
import { parseDockerfile } from '../parse';
import { refactorings, suggestDockerignore } from './refactorings';

/** The text after the refactoring whose title begins so, at the `|`. */
function apply(marked: string, title: string): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const fix = refactorings(analyse(parseDockerfile(text)), offset).find((one) => one.title.startsWith(title));
  return fix && applyEdits(text, fix.edits);
}

describe('refactorings', () => {
  it('join and split RUNs', () => {
    expect(apply('FROM a:1\nRUN one\n# why\nRU|N two', 'Join')).toBe(
      'FROM a:1\nRUN one \\\n    # why\n && two',
    );
    expect(apply('FROM a:1\nRU|N --network=none a && b', 'Split')).toBe(
      'FROM a:1\nRUN --network=none a\nRUN --network=none b',
    );
    expect(apply('FROM a:1\nRU|N cd x && b', 'Split')).toBeUndefined();
    expect(apply('FROM a:1\nRU|N a || b', 'Split')).toBeUndefined();
  });

  it('write a heredoc', () => {
    expect(apply('FROM a:1\nRU|N a && \\\n  b c', 'Write as a heredoc')).toBe(
      'FROM a:1\nRUN <<EOF\nset -e\na\nb c\nEOF',
    );
  });

  it('write a heredoc as one command', () => {
    expect(apply('FROM a:1\nRU|N <<EOF\nset -e\na\nb c\nEOF\n', 'Write as one')).toBe(
      'FROM a:1\nRUN a && \\\n    b c\n',
    );
    for (const body of ['a\nb', 'set -e\nfor x in 1; do\n  y\ndone', 'set -e\n# why\na', 'set -e\na || b']) {
      expect(apply(`FROM a:1\nRU|N <<EOF\n${body}\nEOF\n`, 'Write as one'), body).toBeUndefined();
    }
  });

  it('write the exec form', () => {
    expect(apply('FROM a:1\nCM|D a "b c"', 'Write as a JSON')).toBe('FROM a:1\nCMD ["a", "b c"]');
    expect(apply('FROM a:1\nRU|N a $B', 'Write as a JSON')).toBeUndefined();
  });

  it('add a cache mount', () => {
    expect(apply('FROM a:1\nRU|N pip install x', 'Add a cache')).toBe(
      'FROM a:1\nRUN --mount=type=cache,target=/root/.cache/pip pip install x',
    );
  });

  it('extract a stage', () => {
    expect(apply('FROM a:1 AS app\nRUN x\nCO|PY y z', 'Make the steps')).toBe(
      'FROM a:1 AS base\nRUN x\n\nFROM base AS app\nCOPY y z',
    );
  });

  it('suggest an ignore file for what is there', () => {
    expect(suggestDockerignore(['package.json'])).toContain('node_modules');
    expect(suggestDockerignore(['a.py'])).not.toContain('node_modules');
  });
});
