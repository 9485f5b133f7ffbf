import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SearchHit } from '../../electron/shared/course/model';
import { firstHits, groupHits } from './groups';

const hit = fc
  .constantFrom<SearchHit['kind']>('lesson', 'slide', 'step', 'file', 'quiz')
  .map((kind): SearchHit => ({
    ...{ kind, lesson: 'course/lesson', title: '', context: '', item: 'deck', target: '' },
    excerpt: '',
    ranges: [],
  }));

it('lists every hit once, and the beginning of the list is the beginning of the whole', () => {
  fc.assert(
    fc.property(fc.array(hit, { maxLength: 60 }), fc.nat(70), (hits, count) => {
      const all = groupHits(hits);
      const listed = all.flatMap((group) => group.hits);
      expect(new Set(listed)).toEqual(new Set(hits));
      expect(listed).toHaveLength(hits.length);
      expect(all.every((group) => group.hits.every((one) => one.kind === group.kind))).toBe(true);
      const first = firstHits(all, count);
      expect(first.flatMap((group) => group.hits)).toEqual(listed.slice(0, count));
      expect(first.every((group) => group.hits.length > 0)).toBe(true);
    }),
  );
});
