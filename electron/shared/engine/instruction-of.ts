import type { HistoryEntry } from './image';

/**
 * The instruction behind a line of an image's history, as it would be written in a Dockerfile: without the shell and
 * the build arguments that builders put into it (`RUN |1 A=b /bin/sh -c …`), and without their marks (`#(nop)`,
 * `# buildkit`).
 */
export function instructionOf(createdBy: string): string {
  const text = createdBy.replace(/\s+#\s*buildkit\s*$/, '').trim();
  const marked = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(text);
  if (marked?.[1] !== undefined) return marked[1];
  const run = /^(?:RUN\s+)?(?:\|\d+\s.*?)?\/bin\/sh -c\s+(.*)$/s.exec(text);
  return run?.[1] === undefined ? text : `RUN ${run[1].trim()}`;
}

/**
 * Which line of the history made each layer, by position in the history; null where the two do not agree. Both tell the
 * same instruction in the same order, and the history also has lines that made no layer.
 *
 * @param layers What made each layer, base first.
 * @param history Newest entry first.
 */
export function historyOfLayers(
  layers: readonly (string | null)[],
  history: readonly Pick<HistoryEntry, 'createdBy'>[],
): readonly (number | null)[] {
  let at = history.length - 1;
  return layers.map((createdBy) => {
    let found = at;
    while (found >= 0 && history[found]?.createdBy !== createdBy) found--;
    if (createdBy === null || found < 0) return null;
    at = found - 1;
    return found;
  });
}
