import type { ListItem, Pipeline, ShellCommand, ShellList, ShellScript } from './ast';
import { compoundCommand } from './compound';
import { Cursor } from './cursor';
import { simpleCommand } from './simple';

/** Parses a shell script. Any text gives a tree; what a shell would refuse is in `problems`. */
export function parseShell(text: string, from = 0, end = text.length): ShellScript {
  const cursor = new Cursor(text, from, end);
  const items: ShellList = [];
  while (!cursor.done) {
    items.push(...readList(cursor, () => false));
    if (cursor.done) break;
    const char = cursor.peek();
    cursor.report(cursor.at, cursor.at + 1, `There is a "${char}" that nothing opened.`);
    cursor.at++;
  }
  return { start: from, end, items, comments: cursor.comments, problems: cursor.problems };
}

/** Reads a script inside another one, up to `close` or `end`. */
export function readScript(cursor: Cursor, close: ')' | undefined, end?: number): ShellScript {
  const start = cursor.at;
  if (end === undefined) {
    const items = readList(cursor, () => false);
    if (close === undefined) cursor.at = cursor.end;
    return { start, end: cursor.at, items, comments: [], problems: [] };
  }
  const inner = new Cursor(cursor.text, start, end);
  inner.depth = cursor.depth;
  const items = readList(inner, () => false);
  for (const problem of inner.problems) cursor.report(problem.start, problem.end, problem.message);
  return { start, end, items, comments: inner.comments, problems: [] };
}

/** Words that end or go on with what was begun. */
export const RESERVED: ReadonlySet<string> = new Set([
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'esac',
  '}',
]);

/** Reads pipelines with their operators until a closing word, `)` or the end. */
export function readList(cursor: Cursor, stop: (word: string) => boolean): ShellList {
  const items: ListItem[] = [];
  for (;;) {
    skipSeparators(cursor);
    if (cursor.done || cursor.peek() === ')' || cursor.startsWith(';;')) return items;
    const word = peekKeyword(cursor);
    if (stop(word)) return items;
    if (RESERVED.has(word)) {
      if (cursor.depth > 0) return items;
      cursor.report(
        cursor.at,
        cursor.at + word.length,
        `"${word}" stands here without the word that opens it.`,
      );
      cursor.at += word.length;
      continue;
    }
    const before = cursor.at;
    const pipeline = readPipeline(cursor);
    cursor.skipBlanks();
    const item = { pipeline, operator: '', operatorSpan: { start: cursor.at, end: cursor.at } };
    items.push(item);
    const operator = cursor.at;
    readOperator(cursor, item);
    if (cursor.at === before || isNothing(pipeline)) {
      const found = item.operator || cursor.peek();
      cursor.report(operator, operator + found.length, `A command is missing before "${found}".`);
      if (cursor.at === before) cursor.at++;
    }
  }
}

/** Whether no command was found where one should stand. */
function isNothing({ commands, negated }: Pipeline): boolean {
  const [first] = commands;
  return (
    !negated &&
    first?.kind === 'simple' &&
    first.words.length + first.assignments.length + first.redirections.length === 0
  );
}

function skipSeparators(cursor: Cursor): void {
  for (;;) {
    cursor.skipBlanks();
    if (cursor.peek() === '\n') cursor.newline();
    else if (cursor.peek() === ';' && cursor.peek(1) !== ';') cursor.at++;
    else return;
  }
}

function readOperator(cursor: Cursor, item: ListItem): void {
  const start = cursor.at;
  const operator = ['&&', '||'].find((one) => cursor.startsWith(one));
  if (operator) {
    cursor.at += 2;
    skipNewlines(cursor);
    if (cursor.done || cursor.peek() === ')') {
      cursor.report(start, start + 2, `A command is missing behind "${operator}".`);
    }
  } else if (cursor.peek() === '&' || (cursor.peek() === ';' && cursor.peek(1) !== ';')) cursor.at++;
  else if (cursor.peek() === '\n') cursor.newline();
  else return;
  item.operator = operator ?? cursor.text[start]!;
  item.operatorSpan = { start, end: start + item.operator.length };
}

/** Skips blanks, comments and line breaks. */
export function skipNewlines(cursor: Cursor): void {
  cursor.skipBlanks();
  while (cursor.peek() === '\n') {
    cursor.newline();
    cursor.skipBlanks();
  }
}

function readPipeline(cursor: Cursor): Pipeline {
  const start = cursor.at;
  let negated = false;
  if (cursor.peek() === '!' && /\s/.test(cursor.peek(1))) {
    negated = true;
    cursor.at++;
    cursor.skipBlanks();
  }
  const commands = [readCommand(cursor)];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.peek() !== '|' || cursor.peek(1) === '|') break;
    const pipe = cursor.at;
    cursor.at += cursor.peek(1) === '&' ? 2 : 1;
    skipNewlines(cursor);
    if (cursor.done || cursor.peek() === ')' || cursor.peek() === '|') {
      cursor.report(pipe, pipe + 1, 'A command is missing behind "|".');
      break;
    }
    commands.push(readCommand(cursor));
  }
  return { start, end: commands.at(-1)!.end, negated, commands };
}

function readCommand(cursor: Cursor): ShellCommand {
  return compoundCommand(cursor) ?? simpleCommand(cursor);
}

/** The unquoted word at the cursor, without moving. */
export function peekKeyword(cursor: Cursor): string {
  const pattern = /[A-Za-z_]\w*|[{}]|\[\[|!/y;
  pattern.lastIndex = cursor.at;
  const word = pattern.exec(cursor.text)?.[0] ?? '';
  const end = cursor.at + word.length;
  if (end > cursor.end) return '';
  return end === cursor.end || /[\s;&|()<>]/.test(cursor.text[end]!) ? word : '';
}
