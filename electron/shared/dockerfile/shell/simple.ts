import type { Redirection, ShellAssignment, ShellWord, SimpleCommand } from './ast';
import type { Cursor } from './cursor';
import { readScript } from './parse-shell';
import { readWord } from './word';

const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;
const REDIRECTION = /(\d*|&)(<<<|<<-|<<|<>|<&|>>|>&|>\||>|<)/y;

/** Reads assignments, words and redirections up to an operator. */
export function simpleCommand(cursor: Cursor): SimpleCommand {
  const command: SimpleCommand = {
    kind: 'simple',
    start: cursor.at,
    end: cursor.at,
    assignments: [],
    words: [],
    redirections: [],
  };
  for (;;) {
    cursor.skipBlanks();
    const redirection = readRedirection(cursor);
    if (redirection) {
      command.redirections.push(redirection);
      command.end = cursor.at;
      continue;
    }
    const word = readWord(cursor, readScript);
    if (!word) {
      if (!skipProcessSubstitution(cursor, command)) return command;
      continue;
    }
    const assignment = command.words.length === 0 ? toAssignment(cursor, word) : undefined;
    if (assignment) command.assignments.push(assignment);
    else command.words.push(word);
    command.end = cursor.at;
  }
}

/** Array values `a=(...)` and `<(...)`: their text is stepped over, their commands are not looked at. */
function skipProcessSubstitution(cursor: Cursor, command: SimpleCommand): boolean {
  const last = command.assignments.at(-1);
  const isArray = cursor.peek() === '(' && last?.end === cursor.at && command.words.length === 0;
  if (!isArray) return false;
  const close = cursor.text.indexOf(')', cursor.at);
  if (close < 0 || close >= cursor.end) return false;
  cursor.at = command.end = close + 1;
  return true;
}

function toAssignment(cursor: Cursor, word: ShellWord): ShellAssignment | undefined {
  const match = ASSIGNMENT.exec(word.text);
  if (!match) return undefined;
  const start = word.start + match[0].length;
  const end = cursor.at;
  cursor.at = start;
  const value = start < end ? readWord(cursor, readScript) : undefined;
  cursor.at = end;
  return { name: match[1]!, value, start: word.start, end };
}

/** Reads `2>&1`, `<<EOF` and the like; undefined when none begins here. */
export function readRedirection(cursor: Cursor): Redirection | undefined {
  REDIRECTION.lastIndex = cursor.at;
  const match = REDIRECTION.exec(cursor.text);
  if (!match || cursor.at + match[0].length > cursor.end) return undefined;
  const start = cursor.at;
  const operator = match[2]!;
  if (cursor.text[start + match[0].length] === '(' && (operator === '<' || operator === '>')) {
    return processSubstitution(cursor, start, operator);
  }
  cursor.at += match[0].length;
  cursor.skipBlanks();
  const target = readWord(cursor, readScript);
  if (!target)
    cursor.report(start, start + match[0].length, `A file or number is missing behind "${operator}".`);
  if (target && (operator === '<<' || operator === '<<-')) {
    const name = target.literal ?? target.text;
    cursor.heredocs.push({ name, chomp: operator === '<<-' });
  }
  return { start, end: cursor.at, operator: match[1] === '&' ? `&${operator}` : operator, target };
}

function processSubstitution(cursor: Cursor, start: number, operator: string): Redirection {
  cursor.at = cursor.text.indexOf('(', start) + 1;
  cursor.depth++;
  const script = readScript(cursor, ')');
  cursor.depth--;
  if (cursor.peek() === ')') cursor.at++;
  const span = { start, end: cursor.at };
  const text = cursor.text.slice(start, cursor.at);
  return {
    ...span,
    operator,
    target: {
      ...span,
      text,
      parts: [{ ...span, kind: 'command', script, backtick: false }],
      literal: undefined,
    },
  };
}
