import { describe, expect, it } from 'vitest';
import { inProcessClient } from '../../editor/dockerfile/testing/in-process';
import { boxHeight, boxWidth, layoutGraph } from './layout';
import { stageState } from './stage-state';

async function graphOf(source: string) {
  const graph = await inProcessClient().ask('/w/Dockerfile', source, 'graph');
  return graph ?? { stages: [], edges: [] };
}

const source = [
  'FROM busybox:1.36 AS one',
  'RUN echo one',
  'FROM busybox:1.36 AS two',
  'FROM one AS three',
  'COPY --from=two /a /a',
  'COPY --from=one /b /b',
].join('\n');

describe('layoutGraph', () => {
  it('puts a stage to the right of all it uses', async () => {
    const { stages, edges } = layoutGraph(await graphOf(source));
    const [one, two, three] = stages;
    expect(one?.x).toBe(two?.x);
    expect(three?.x).toBeGreaterThan((one?.x ?? 0) + boxWidth);
    expect(edges).toHaveLength(3);
    expect(new Set(edges.map(({ path }) => path)).size).toBe(3);
  });

  it('lets no two boxes overlap, and holds them all', async () => {
    const many = Array.from({ length: 30 }, (_, i) => {
      const copy = i % 3 === 0 ? '' : `COPY --from=s${Math.floor(i / 2)} /a /b\n`;
      return `FROM busybox:1.36 AS s${i}\n${copy}`;
    }).join('');
    const { stages, width, height } = layoutGraph(await graphOf(many));
    expect(new Set(stages.map(({ x, y }) => `${x} ${y}`)).size).toBe(30);
    expect(stages.every(({ x, y }) => x + boxWidth <= width && y + boxHeight <= height)).toBe(true);
  });

  it('draws nothing of nothing', async () => {
    expect(layoutGraph(await graphOf('')).stages).toEqual([]);
  });
});

describe('stageState', () => {
  it('comes from the steps on the stage’s lines, the gravest first', async () => {
    const { stages } = await graphOf(source);
    const [one, two] = stages;
    if (!one || !two) throw new Error('the sample has stages');
    expect(stageState(one, [])).toBe('none');
    expect(
      stageState(one, [
        { line: 1, state: 'cached' },
        { line: 2, state: 'cached' },
      ]),
    ).toBe('cached');
    expect(
      stageState(one, [
        { line: 1, state: 'cached' },
        { line: 2, state: 'done' },
      ]),
    ).toBe('built');
    expect(
      stageState(one, [
        { line: 1, state: 'done' },
        { line: 2, state: 'failed' },
      ]),
    ).toBe('failed');
    expect(stageState(two, [{ line: 2, state: 'failed' }])).toBe('none');
  });
});
