import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildSummary } from './build';
import { compareBuilds, figuresOf } from './compare-builds';

type State = BuildSummary['steps'][number]['state'];

function build(steps: readonly (string | readonly [string, State])[], imageBytes?: number): BuildSummary {
  return {
    id: 'b',
    workspace: 'lab/a/b/c',
    engine: 'docker',
    simulated: false,
    startedAt: '2026-01-01T00:00:00Z',
    ms: 1200,
    options: {},
    contextHash: 'h',
    contextBytes: 10,
    contextFiles: 1,
    warnings: 0,
    steps: steps.map((step, index) => {
      const [text, state] = typeof step === 'string' ? [step, 'done' as const] : step;
      return { id: `${index}`, stage: 's', text, state };
    }),
    result: { ok: true, imageId: 'i', tags: [], ...(imageBytes !== undefined && { imageBytes }) },
  };
}

const shown = (before: readonly string[], after: readonly string[]) =>
  compareBuilds(build(before), build(after)).steps.map((step) => [step.before?.text, step.after?.text]);

describe('compareBuilds', () => {
  it('puts equal steps in one line, and a changed one beside what it was', () => {
    expect(shown(['FROM a', 'RUN x', 'CMD y'], ['FROM a', 'RUN z', 'CMD y'])).toEqual([
      ['FROM a', 'FROM a'],
      ['RUN x', 'RUN z'],
      ['CMD y', 'CMD y'],
    ]);
  });

  it('says what came and what went', () => {
    expect(shown(['FROM a', 'RUN x', 'RUN y'], ['FROM a', 'COPY b b', 'RUN y'])).toEqual([
      ['FROM a', 'FROM a'],
      ['RUN x', undefined],
      [undefined, 'COPY b b'],
      ['RUN y', 'RUN y'],
    ]);
    expect(shown([], ['FROM a'])).toEqual([[undefined, 'FROM a']]);
  });

  it('has every step of both exactly once, in order', () => {
    const steps = fc.array(fc.constantFrom('RUN a', 'RUN b', 'COPY c', 'ENV d'), { maxLength: 12 });
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const lines = shown(before, after);
        expect(lines.flatMap(([old]) => old ?? [])).toEqual(before);
        expect(lines.flatMap(([, now]) => now ?? [])).toEqual(after);
      }),
    );
  });
});

it('figuresOf counts', () => {
  expect(figuresOf(build([['FROM a', 'cached'], 'RUN b'], 77))).toEqual({
    ms: 1200,
    cached: 1,
    steps: 2,
    contextBytes: 10,
    imageBytes: 77,
  });
  expect(figuresOf(build([])).imageBytes).toBeNull();
});
