import type { ProblemList } from './problems';

/** A longer line is no prose. Beyond this the parser's worst cases would be felt. */
export const LONGEST_LINE = 100_000;
/** Text beyond this many characters is cut: about 300 times the longest deck we have met. */
export const LONGEST_SOURCE = 40_000_000;

/** UTF-8 read as Mac Roman or Windows-1252: what curly quotes, dashes and accents turn into. */
const MISREAD = /‚Ä[ùúôòìî¶]|â€[œ™˜“”¦]|Ã[©¨ªª«¢®¯´»¼§]/;

/**
 * The text as the parser wants it: no byte order mark, `\n` line ends, no NUL, no endless lines.
 * Line numbers stay those of the file.
 */
export function prepareSource(source: string, problems: ProblemList): string {
  let text = source.replace(/^\uFEFF+/, ''); // a file that was put together from others may begin with several
  if (text.length > LONGEST_SOURCE) {
    problems.add(
      'error',
      1,
      `The deck has ${text.length} characters; only the first ${LONGEST_SOURCE} are read.`,
    );
    text = text.slice(0, LONGEST_SOURCE);
  }
  text = text.replace(/\r\n?/g, '\n');
  reportEncoding(text, problems);
  return shortenLines(text.replaceAll('\0', '\uFFFD'), problems);
}

function reportEncoding(text: string, problems: ProblemList): void {
  if (!/[\0\uFFFD‚âÃ]/.test(text)) return;
  text.split('\n').forEach((line, index) => {
    const misread = MISREAD.exec(line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line);
    if (misread) {
      problems.add(
        'warning',
        index + 1,
        `"${misread[0]}" looks like a character saved in the wrong encoding; save the file as UTF-8.`,
      );
    } else if (/[\0\uFFFD]/.test(line)) {
      problems.add(
        'warning',
        index + 1,
        'This line has bytes that are not UTF-8 text; save the file as UTF-8.',
      );
    }
  });
}

function shortenLines(text: string, problems: ProblemList): string {
  if (!hasLongLine(text)) return text;
  return text
    .split('\n')
    .map((line, index) => {
      if (line.length <= LONGEST_LINE) return line;
      problems.add(
        'warning',
        index + 1,
        `This line has ${line.length} characters; it is cut after ${LONGEST_LINE}.`,
      );
      return line.slice(0, LONGEST_LINE);
    })
    .join('\n');
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > LONGEST_LINE) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}
