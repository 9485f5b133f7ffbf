import type { SearchHit } from '../../electron/shared/course/model';

/** Hits of one kind, best first. */
export interface HitGroup {
  readonly kind: SearchHit['kind'];
  readonly hits: readonly SearchHit[];
}

const kinds = [
  'lesson',
  'slide',
  'term',
  'step',
  'file',
  'quiz',
] as const satisfies readonly SearchHit['kind'][];

/** The hits by kind, as the palette lists them; a kind without hits has no group. */
export function groupHits(hits: readonly SearchHit[]): readonly HitGroup[] {
  return kinds
    .map((kind) => ({ kind, hits: hits.filter((hit) => hit.kind === kind) }))
    .filter((group) => group.hits.length > 0);
}

/** The beginning of the list: so many hits from the top, whatever their groups. */
export function firstHits(groups: readonly HitGroup[], count: number): readonly HitGroup[] {
  let left = count;
  return groups.flatMap(({ kind, hits }) => {
    const taken = hits.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken.length > 0 ? [{ kind, hits: taken }] : [];
  });
}
