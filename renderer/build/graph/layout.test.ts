import { describe, expect, it } from 'vitest';
import { inProcessClient } from '../../editor/dockerfile/testing/in-process';
import { boxHeight, boxWidth, layoutGraph } from './layout';
import { stageBuild } from './stage-state';

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

describe('stageBuild', () => {
  it('comes from the steps on the stage’s lines, the gravest first', async () => {
    const { stages } = await graphOf(source);
    const [one, two] = stages;
    if (!one || !two) throw new Error('the sample has stages');
    const from = { text: 'FROM busybox:1.36 AS one', line: 1, state: 'cached' } as const;
    const run = { text: 'RUN echo one', line: 2 } as const;
    expect(stageBuild(one, []).state).toBe('none');
    expect(stageBuild(one, [from, { ...run, state: 'cached' }]).state).toBe('cached');
    expect(stageBuild(one, [from, { ...run, state: 'running' }]).state).toBe('running');
    expect(stageBuild(one, [from, { ...run, state: 'failed' }]).state).toBe('failed');
    expect(stageBuild(two, [{ ...run, state: 'failed' }]).state).toBe('none');
    expect(stageBuild(one, [from, { ...run, state: 'done', ms: 900, bytesAdded: 40 }])).toEqual({
      state: 'built',
      layers: 1,
      cached: 0,
      ms: 900,
      bytes: 40,
    });
  });

  it('says when only a part came from the cache', async () => {
    const { stages } = await graphOf(source);
    const [, , three] = stages;
    if (!three) throw new Error('the sample has three stages');
    const copy = { text: 'COPY --from=two /a /a', line: 5, state: 'cached' } as const;
    const other = { text: 'COPY --from=one /b /b', line: 6, state: 'done', ms: 10 } as const;
    expect(stageBuild(three, [copy, other])).toMatchObject({ state: 'partly', cached: 1, layers: 2 });
    expect(stageBuild(three, [copy, other]).bytes).toBeUndefined();
  });
});
