import { describe, expect, it } from 'vitest';
import { emptyProgress } from '../../../electron/shared/progress/reduce';
import { firstImage } from '../../testing/sample-courses';
import { itemMarks, neighbour, onwardFrom, placeToOpen } from './items';

describe('placeToOpen', () => {
  it('follows the address before the memory, and the memory before the beginning', () => {
    const last = { item: 'quiz' };
    expect(placeToOpen(firstImage, { item: 'first-build', target: 'copy' }, last)).toMatchObject({
      item: { id: 'first-build' },
      target: 'copy',
    });
    expect(placeToOpen(firstImage, {}, last)?.item.id).toBe('quiz');
    expect(placeToOpen(firstImage, {}, null)?.item.id).toBe('deck');
  });

  it('passes over an item that the lesson no longer has, its target with it', () => {
    expect(placeToOpen(firstImage, { item: 'gone', target: 'x' }, { item: 'also-gone' })).toEqual({
      item: firstImage.items[0],
    });
    expect(placeToOpen({ ...firstImage, items: [] }, {}, null)).toBeNull();
  });
});

it('knows the neighbours of an item', () => {
  expect(neighbour(firstImage, 'deck', -1)).toBeUndefined();
  expect(neighbour(firstImage, 'deck', 1)?.id).toBe('first-build');
  expect(neighbour(firstImage, 'quiz', 1)).toBeUndefined();
  expect(neighbour(firstImage, 'gone', 1)).toBeUndefined();
});

it('marks every item with its own share', () => {
  const progress = {
    ...emptyProgress,
    lessons: {
      [firstImage.key]: {
        slidesSeen: [],
        seconds: 0,
        itemSeconds: {},
        reviews: {},
        quiz: { context: { correct: true, tries: 1, at: '', answer: '' } },
        bookmarks: [],
        notes: {},
        last: null,
        completedAt: null,
      },
    },
  };
  const marks = itemMarks(firstImage, progress);
  expect(marks.map(({ item }) => item.id)).toEqual(['deck', 'first-build', 'shape-the-image', 'quiz']);
  expect(marks.map(({ share }) => share)).toEqual([0, 0, 0, 1 / 3]);
});

it('leads on to the next item, and from the last one back to what is not done', () => {
  const marks = (...shares: readonly number[]) =>
    firstImage.items.map((item, i) => ({ item, share: shares[i] ?? 0 }));
  expect(onwardFrom(marks(1, 0, 0, 0), 'deck')?.id).toBe('first-build');
  expect(onwardFrom(marks(1, 1, 0.5, 0), 'quiz')?.id).toBe('shape-the-image');
  expect(onwardFrom(marks(1, 1, 1, 0), 'quiz')).toBeUndefined();
  expect(onwardFrom(marks(), 'gone')).toBeUndefined();
});
