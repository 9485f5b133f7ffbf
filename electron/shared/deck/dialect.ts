import type { DeckDialect } from './model';

/** Marks that nobody writes in a pandoc deck. */
const REVEAL_MARKS = [
  /^[ \t]*<!--\s*[sv]\s*-->[ \t]*$/m,
  /<!--\s*\.(?:slide|element):/,
  /(?:^|\n)[ \t]*\n--[ \t]*\n[ \t]*(?=\n|$)/,
];
/** A line of notes is one too, but only where slides are separated by rules: elsewhere it is just a remark. */
const REVEAL_NOTE = /^Notes?:(?:[ \t]|$)/im;
const SEPARATOR = /\n[ \t]*\n---[ \t]*\n[ \t]*\n/;
const PANDOC_MARKS = [/^:{3,}\s*(?:\{|[\w-]+\s*:*\s*$)/m, /^\. \. \.[ \t]*$/m];
const LABSPACE_MARKS = [
  /^::(?:tabLink|fileLink|variable\w*|customLink)\b/m,
  /^:::conditionalDisplay\b/m,
  /^ {0,3}(?:```|~~~)\S*[ \t][^\n]*\b(?:no-run-button|no-copy-button|save-as=|terminal-id=)/m,
];

/** Tells a deck's dialect by marks that only one of them has; `pandoc` where there are none. */
export function detectDialect(source: string): DeckDialect {
  if (LABSPACE_MARKS.some((mark) => mark.test(source))) return 'labspace';
  if (PANDOC_MARKS.some((mark) => mark.test(source))) return 'pandoc';
  const isReveal =
    REVEAL_MARKS.some((mark) => mark.test(source)) || (REVEAL_NOTE.test(source) && SEPARATOR.test(source));
  return isReveal ? 'reveal-md' : 'pandoc';
}
