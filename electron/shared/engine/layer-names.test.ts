import { expect, it } from 'vitest';
import type { HistoryEntry } from './image';
import { layerNames } from './layer-names';

const entry = (createdBy: string, size: number): HistoryEntry => ({
  created: '2026-01-01T00:00:00Z',
  createdBy,
  size,
  comment: '',
  tags: [],
  emptyLayer: size === 0,
});

it('counts the base as the first, and names what made a layer as a Dockerfile would', () => {
  const history = [
    entry('CMD ["sh"]', 0),
    entry('RUN |1 A=b /bin/sh -c make all # buildkit', 20),
    entry('COPY . . # buildkit', 10),
    entry('', 2000),
  ];
  expect(layerNames({ layers: ['a', 'b', 'c'] }, history)).toEqual([
    'layer 1',
    'layer 2, COPY . .',
    'layer 3, RUN make all',
  ]);
});

it('names the beginning of what is long, and the number alone where the history does not fit', () => {
  const [named] = layerNames({ layers: ['a'] }, [entry(`RUN ${'x'.repeat(100)}\nmore`, 5)]);
  expect(named).toBe(`layer 1, RUN ${'x'.repeat(56)}…`);
  expect(layerNames({ layers: ['a', 'b'] }, [entry('COPY . .', 5)])).toEqual(['layer 1', 'layer 2']);
});
