import { describe, expect, it } from 'vitest';
import { parseDockerfile, semanticTokens, TOKEN_TYPES } from '../../../../electron/shared/dockerfile';
import { encodeTokens } from './semantic-tokens';

describe('encodeTokens', () => {
  it('can be read back as the protocol says', () => {
    const source = '# syntax=a\nFROM busybox:${V} AS build\nRUN echo "one" && \\\n    ls $HOME\n';
    const tokens = semanticTokens(parseDockerfile(source));
    const data = encodeTokens(tokens);
    const read = [];
    let line = 1;
    let column = 1;
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, columns = 0, length = 0, type = 0] = data.subarray(at, at + 4);
      column = lines > 0 ? 1 + columns : column + columns;
      line += lines;
      read.push({ line, column, length, type: TOKEN_TYPES[type] });
    }
    expect(read).toEqual(tokens);
  });

  it('gives nothing for nothing', () => {
    expect(encodeTokens([])).toHaveLength(0);
  });
});
