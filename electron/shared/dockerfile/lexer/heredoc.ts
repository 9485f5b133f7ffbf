import type { Heredoc } from '../ast';
import { EMPTY_ENVIRONMENT } from '../words/environment';
import { expandWord } from '../words/expand';
import type { LogicalLine } from './logical-line';
import { sourceSpan } from './logical-line';

const OPENER = /^(\d*)<<(-?)([^<]*)$/;

/** What a word like `<<-EOF` announces. */
export interface HeredocOpener {
  name: string;
  expand: boolean;
  chomp: boolean;
  fileDescriptor: number;
}

/** Reads a heredoc word; undefined when the word is none. */
export function parseHeredocWord(word: string): HeredocOpener | undefined {
  if (!word.includes('<<')) return undefined;
  const match = OPENER.exec(word);
  if (!match?.[3]) return undefined;
  const plain = expandWord(match[3], EMPTY_ENVIRONMENT, { keepUnset: true });
  const raw = expandWord(match[3], EMPTY_ENVIRONMENT, { keepUnset: true, rawQuotes: true });
  const name = plain.words[0];
  if (plain.error !== undefined || name === undefined || plain.words.length !== 1 || raw.words.length !== 1) {
    return undefined;
  }
  return {
    name,
    expand: quotes(name) === quotes(raw.words[0]!),
    chomp: match[2] === '-',
    fileDescriptor: Number(match[1] || 0),
  };
}

function quotes(word: string): number {
  return word.split(/['"]/).length - 1;
}

/** The heredocs a line opens, in order, their bodies not read yet. */
export function heredocsOf(line: LogicalLine): Heredoc[] {
  if (!line.text.includes('<<')) return [];
  const { words } = expandWord(line.text, EMPTY_ENVIRONMENT, {
    keepUnset: true,
    rawQuotes: true,
    rawEscapes: true,
  });
  const heredocs: Heredoc[] = [];
  let from = 0;
  for (const word of words) {
    const opener = parseHeredocWord(word);
    if (!opener) continue;
    const at = Math.max(line.text.indexOf(word, from), 0);
    from = at + word.length;
    const span = sourceSpan(line, at, Math.min(at + word.length, line.text.length));
    heredocs.push({
      ...opener,
      opener: span,
      body: { start: 0, end: 0 },
      terminator: undefined,
      content: '',
    });
  }
  return heredocs;
}

/** Reads the body of `heredoc` from line start `from`; returns the start of the line behind its terminator. */
export function readHeredocBody(text: string, from: number, heredoc: Heredoc): number {
  let at = from;
  heredoc.body = { start: from, end: text.length };
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    let end = newline < 0 ? text.length : newline;
    while (end > at && text.charCodeAt(end - 1) === 0x0d) end--;
    let start = at;
    if (heredoc.chomp) while (start < end && text.charCodeAt(start) === 0x09) start++;
    if (end - start === heredoc.name.length && text.startsWith(heredoc.name, start)) {
      heredoc.body.end = at;
      heredoc.content = text.slice(from, at);
      heredoc.terminator = { start, end };
      return next;
    }
    at = next;
  }
  heredoc.content = text.slice(from);
  return text.length;
}

/** The body as it arrives in the container or the file: without leading tabs for `<<-`. */
export function heredocText(heredoc: Heredoc): string {
  return heredoc.chomp ? heredoc.content.replace(/^\t+/gm, '') : heredoc.content;
}
