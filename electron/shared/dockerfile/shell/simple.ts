import type { Redirection, ShellAssignment, ShellWord, SimpleCommand } from './ast';
import type { Cursor } from './cursor';
import { readScript, skipNewlines } from './parse-shell';
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
    if (!word) return command;
    readArray(cursor, word);
    const assignment = command.words.length === 0 ? toAssignment(cursor, word) : undefined;
    if (assignment) command.assignments.push(assignment);
    else command.words.push(word);
    command.end = cursor.at;
  }
}

/** The values of an array behind `a=`, also as an argument of `local` and `declare`, belong to the word. */
function readArray(cursor: Cursor, word: ShellWord): void {
  if (cursor.peek() !== '(' || !/^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/.test(word.text)) return;
  const start = cursor.at++;
  for (;;) {
    skipNewlines(cursor);
    const value = readWord(cursor, readScript);
    if (!value) break;
    word.parts.push(...value.parts);
  }
  if (cursor.peek() === ')') cursor.at++;
  else cursor.report(start, start + 1, 'The "(" opened here is never closed.');
  word.end = cursor.at;
  word.literal = undefined;
}

function toAssignment(cursor: Cursor, word: ShellWord): ShellAssignment | undefined {
  const match = ASSIGNMENT.exec(word.text);
  if (!match) return undefined;
  const start = word.start + match[0].length;
  const end = cursor.at;
  if (cursor.text[start] === '(') return { name: match[1]!, value: word, start: word.start, end };
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
  const substitution = /^[<>]\($/.test(cursor.text.slice(cursor.at, cursor.at + 2))
    ? processSubstitution(cursor, cursor.at, operator)
    : undefined;
  const target = substitution ? substitution.target : readWord(cursor, readScript);
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
