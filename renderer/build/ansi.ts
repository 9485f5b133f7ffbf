/** Log lines with ANSI colours as pieces of text with a class and a style: never as HTML. */
import { parseAnsiSequences } from 'ansi-sequence-parser';
import type { Color } from 'ansi-sequence-parser';

/** A run of text with one look. `mark` tells the pieces that a search found. */
export interface LogPiece {
  readonly text: string;
  readonly classes: readonly string[];
  readonly style: { readonly color?: string; readonly backgroundColor?: string };
  readonly mark: boolean;
}

const named = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** Longest line that is shown; the rest is cut, so that one endless line cannot stop the window. */
export const shownLineCap = 4000;

/** A styled line (see LogBuffer.styled) in pieces, with the matches of `query` cut out and marked. */
export function logPieces(line: string, query = ''): readonly LogPiece[] {
  const shown = line.length > shownLineCap ? `${line.slice(0, shownLineCap)} …` : line;
  // eslint-disable-next-line no-control-regex
  const tokens = /\u001b/.test(shown)
    ? parseAnsiSequences(shown)
    : [{ value: shown, foreground: null, background: null, decorations: new Set<string>() }];
  return tokens.flatMap((token) => {
    const reverse = token.decorations.has('reverse');
    const [front, back] = reverse
      ? [token.background, token.foreground]
      : [token.foreground, token.background];
    const classes = [...token.decorations].map((decoration) => `ansi-${decoration}`);
    const style = {
      ...(front && { color: cssColor(front) }),
      ...(back && { backgroundColor: cssColor(back) }),
    };
    return marked(token.value, query).map(({ text, mark }) => ({ text, classes, style, mark }));
  });
}

/** A colour of the terminal palette as CSS; the sixteen named ones follow the theme. */
function cssColor(color: Color): string {
  if (color.type === 'rgb') return `rgb(${color.rgb.join(' ')})`;
  if (color.type === 'named') return `var(--ansi-${kebab(color.name)})`;
  return tableColor(color.index);
}

/** The 256 colour table: 16 named, a 6x6x6 cube, 24 greys. */
function tableColor(index: number): string {
  if (index < 16) {
    const name = named[index % 8] ?? 'white';
    return `var(--ansi-${index < 8 ? name : `bright-${name}`})`;
  }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function marked(text: string, query: string): readonly { text: string; mark: boolean }[] {
  if (!query) return [{ text, mark: false }];
  const pieces: { text: string; mark: boolean }[] = [];
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), mark: false });
    pieces.push({ text: text.slice(at, at + wanted.length), mark: true });
    from = at + wanted.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mark: false });
  return pieces;
}
