import { describe, expect, it } from 'vitest';
import type { BuildRecord } from './build';
import { layerSizes, stepsOfHistory, withSizes } from './layer-sizes';
import { historyEntry as entry } from './testing/history-entry';

const step = (id: string, stage: string, text: string) => ({ id, stage, text });
const steps = [
  step('0.0', 'one', 'FROM busybox:1.36 AS one'),
  step('0.1', 'one', 'RUN make'),
  step('1.0', 'two', 'FROM busybox:1.36 AS two'),
  step('1.1', 'two', 'COPY --from=one /a /a'),
  step('1.2', 'two', 'RUN echo hi'),
  step('1.3', 'two', 'CMD ["sh"]'),
];
const base = entry('/bin/sh -c #(nop) ADD file:1 in /', 2_000_000);

describe('layerSizes', () => {
  it.each([
    ['BuildKit', ['CMD ["sh"]', 'RUN /bin/sh -c echo hi # buildkit', 'COPY /a /a # buildkit']],
    [
      'the classic builder',
      ['/bin/sh -c #(nop)  CMD ["sh"]', '/bin/sh -c echo hi', '/bin/sh -c #(nop) COPY file:9 in /a'],
    ],
  ])('reads the history of %s', (_builder, [cmd = '', run = '', copy = '']) => {
    const sizes = layerSizes(steps, [entry(cmd), entry(run, 3), entry(copy, 40), base]);
    expect([...sizes]).toEqual([
      ['1.3', 0],
      ['1.2', 3],
      ['1.1', 40],
    ]);
  });

  it('says nothing where history and file do not agree', () => {
    expect(layerSizes(steps, [base]).size).toBe(0);
    const other = [entry('CMD ["sh"]'), entry('COPY /b /b # buildkit', 3), entry('RUN /bin/sh -c x', 4)];
    expect(layerSizes(steps, other).size).toBe(0);
    expect(layerSizes([], []).size).toBe(0);
  });
});

describe('stepsOfHistory', () => {
  it('names the step behind each line, and none for what the base brought', () => {
    const lines = [
      entry('CMD ["sh"]'),
      entry('RUN /bin/sh -c echo hi # buildkit', 3),
      entry('COPY /a /a', 40),
    ];
    expect(stepsOfHistory(steps, [...lines, base]).map((each) => each?.id)).toEqual([
      '1.3',
      '1.2',
      '1.1',
      undefined,
    ]);
    expect(stepsOfHistory(steps, [base])).toEqual([null]);
  });
});

describe('withSizes', () => {
  const record: BuildRecord = {
    id: 'b',
    workspace: 'lab/a/b/c',
    engine: 'docker',
    simulated: false,
    startedAt: '',
    ms: 1,
    options: {},
    contextHash: '',
    contextBytes: 0,
    contextFiles: 0,
    steps: steps.map((each) => ({ ...each, state: 'done', log: '', logDropped: 0 })),
    warnings: [],
    output: '',
    result: { ok: true, imageId: 'sha256:1', tags: [] },
  };
  const lines = [entry('CMD ["sh"]'), entry('RUN /bin/sh -c echo hi', 3), entry('COPY /a /a', 40), base];

  it('puts them into the record, with the size of the image', () => {
    const sized = withSizes(record, lines);
    expect(sized.steps.map(({ bytesAdded }) => bytesAdded)).toEqual([
      undefined,
      undefined,
      undefined,
      40,
      3,
      0,
    ]);
    expect(sized.result).toMatchObject({ imageBytes: 2_000_043 });
  });

  it('leaves a failed build and an unknown history as they are', () => {
    expect(withSizes(record, [])).toBe(record);
    const failure = { kind: 'other', message: '', hint: '' } as const;
    const failed = { ...record, result: { ok: false, failure } } as const;
    expect(withSizes(failed, lines)).toBe(failed);
  });
});
