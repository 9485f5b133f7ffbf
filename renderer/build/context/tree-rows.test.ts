import { describe, expect, it } from 'vitest';
import { reportContext } from '../../../electron/shared/dockerfile';
import { treeRows } from './tree-rows';

const files = ['Dockerfile', 'app/a.py', 'app/inner/b.py', 'cache/x', 'cache/y'].map((path) => ({
  path,
  size: 1,
}));
const { nodes } = reportContext(files, 'cache\n', []);
const shown = (toggled: ReadonlySet<string>): string[] =>
  treeRows(nodes, toggled).map(({ node, level, position, siblings }) =>
    [node.path, level, `${position}/${siblings}`].join(' '),
  );

describe('treeRows', () => {
  it('opens what is sent and closes what is left out', () => {
    expect(shown(new Set())).toEqual([
      'app 1 1/3',
      'app/inner 2 1/2',
      'app/inner/b.py 3 1/1',
      'app/a.py 2 2/2',
      'cache 1 2/3',
      'Dockerfile 1 3/3',
    ]);
  });

  it('keeps to what was opened and closed by hand', () => {
    expect(shown(new Set(['app', 'cache']))).toEqual([
      'app 1 1/3',
      'cache 1 2/3',
      'cache/x 2 1/2',
      'cache/y 2 2/2',
      'Dockerfile 1 3/3',
    ]);
  });
});
