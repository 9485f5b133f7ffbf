import type { Span } from './ast';

/** Replaces the text of a span; an insertion has an empty span. */
export interface TextEdit extends Span {
  text: string;
}

/**
 * Applies edits that do not overlap, in any order. Of two that overlap the one that begins first wins and the other is left
 * out, so that fix-all can be run again for the rest.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return acceptedEdits(edits).reduceRight(
    (result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end),
    text,
  );
}

/** The edits that can be applied together, in order of position. */
export function acceptedEdits(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const accepted: TextEdit[] = [];
  let end = -1;
  for (const edit of sorted) {
    const same = accepted.at(-1);
    if (same && same.start === edit.start && same.end === edit.end && same.text === edit.text) continue;
    if (edit.start < end || (edit.start === end && same?.start === edit.start && same.end === edit.end))
      continue;
    accepted.push(edit);
    end = edit.end;
  }
  return accepted;
}

/** What fix-all needs to know of a diagnostic. */
export interface Fixable {
  fixes: readonly { edits: readonly TextEdit[]; safe: boolean }[];
}

/**
 * Applies the first safe fix of every diagnostic, again and again until nothing is left to fix, at most ten times. Of fixes
 * that touch each other the first is applied in one round and the rest in the next. Running it on its own result changes nothing.
 */
export function fixAll(text: string, lint: (text: string) => readonly Fixable[]): string {
  for (let round = 0; round < 10; round++) {
    const chosen: TextEdit[] = [];
    for (const { fixes } of lint(text)) {
      const edits = fixes.find((fix) => fix.safe)?.edits ?? [];
      if (edits.length > 0 && !edits.some((edit) => chosen.some((other) => collide(edit, other))))
        chosen.push(...edits);
    }
    const fixed = applyEdits(text, chosen);
    if (fixed === text) return text;
    text = fixed;
  }
  return text;
}

function collide(a: TextEdit, b: TextEdit): boolean {
  return (
    a.start === b.start || (a.start < b.end && b.start < a.end) || (a.start <= b.end && b.start <= a.end)
  );
}
