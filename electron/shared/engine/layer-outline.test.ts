import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from './image';
import { outlineLayers } from './layer-outline';
import { historyEntry } from './testing/history-entry';

/** A history, oldest line first, as the engine tells it: newest first. */
function history(...lines: readonly (readonly [createdBy: string, size: number])[]): HistoryEntry[] {
  return lines.map((line) => historyEntry(...line)).reverse();
}

const three = { layers: ['sha256:a', 'sha256:b', 'sha256:c'] };

describe('the outline of the layers', () => {
  it('gives each layer the line that has its bytes', () => {
    const lines = history(
      ['/bin/sh -c #(nop) ADD file:1 in / ', 100],
      ['/bin/sh -c #(nop)  CMD ["sh"]', 0],
      ['WORKDIR /app', 0],
      ['COPY . . # buildkit', 20],
      ['RUN /bin/sh -c make # buildkit', 3],
    );
    expect(outlineLayers(three, lines)).toEqual([
      { index: 0, diffId: 'sha256:a', createdBy: '/bin/sh -c #(nop) ADD file:1 in / ', size: 100 },
      { index: 1, diffId: 'sha256:b', createdBy: 'COPY . . # buildkit', size: 20 },
      { index: 2, diffId: 'sha256:c', createdBy: 'RUN /bin/sh -c make # buildkit', size: 3 },
    ]);
  });

  it('counts a step that wrote nothing, where there is a layer for it', () => {
    const lines = history(['', 100], ['RUN /bin/sh -c true # buildkit', 0], ['ENV A=1', 0], ['COPY a a', 2]);
    expect(outlineLayers(three, lines).map(({ createdBy, size }) => [createdBy, size])).toEqual([
      [null, 100],
      ['RUN /bin/sh -c true # buildkit', 0],
      ['COPY a a', 2],
    ]);
  });

  it('says nothing that it does not know', () => {
    const unknown = { createdBy: null, size: null };
    expect(outlineLayers(three, history(['squashed', 5]))).toMatchObject([unknown, unknown, unknown]);
    expect(outlineLayers({ layers: [] }, [])).toEqual([]);
  });
});
