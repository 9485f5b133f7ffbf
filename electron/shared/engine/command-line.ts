import { DrydockError } from '../errors';

/**
 * Takes a typed command line apart into arguments: white space separates, quotes and backslashes keep it (POSIX Shell,
 * 2.2 Quoting). Nothing is expanded. Throws `invalid-input` for a quote that is not closed.
 */
export function splitCommandLine(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"') {
      const { content, end } = readQuoted(text, at);
      word = (word ?? '') + content;
      at = end;
    } else if (character === '\\' && at + 1 < text.length) {
      word = (word ?? '') + text[++at]!;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Writes arguments as one line that {@link splitCommandLine} takes apart again. */
export function joinCommandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** Within double quotes a backslash only escapes what would be special there. */
function readQuoted(text: string, start: number): { content: string; end: number } {
  const quote = text[start]!;
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === quote) return { content, end: at };
    if (quote === '"' && character === '\\' && /["\\$`]/.test(text[at + 1] ?? '')) content += text[++at]!;
    else content += character;
  }
  throw new DrydockError({
    kind: 'invalid-input',
    message: `The quote ${quote} of the command is not closed.`,
    remedy: `Add a closing ${quote}.`,
  });
}
