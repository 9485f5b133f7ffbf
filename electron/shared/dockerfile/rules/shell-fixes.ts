import type { Span } from '../ast';
import type { ListItem, ShellCommand, SimpleCommand } from '../shell/ast';
import type { EmbeddedScript } from '../shell/scripts';
import { inFile } from '../shell/scripts';
import type { RuleContext } from './context';
import type { Fix } from './rule';

/** `cat file | command` as `command < file`: the same text arrives by the same way. */
export function readItself(
  context: RuleContext,
  embedded: EmbeddedScript,
  cat: SimpleCommand,
  next: ShellCommand,
): Fix[] {
  const file = cat.words[1];
  if (next.kind !== 'simple' || next.redirections.length > 0 || !file) return [];
  const { end } = inFile(embedded, next);
  const edits = [
    { start: inFile(embedded, cat).start, end: inFile(embedded, next).start, text: '' },
    { start: end, end, text: ` < ${sourceOf(context, embedded, file)}` },
  ];
  return [{ title: 'Let the command read the file', safe: true, edits }];
}

/** `export A="$(b)"` as `A="$(b)" && export A`: a failure of `b` is then the command's own. */
export function assignFirst(context: RuleContext, embedded: EmbeddedScript, command: SimpleCommand): Fix[] {
  const assignment = command.words[1];
  const name = assignment && /^\w+/.exec(assignment.text)?.[0];
  if (!assignment || name === undefined) return [];
  const text = `${sourceOf(context, embedded, assignment)} && export ${name}`;
  return [
    { title: 'Assign first, then export', safe: false, edits: [{ ...inFile(embedded, command), text }] },
  ];
}

/** `a && b || c`, all there is in the list, as `if a; then b; else c; fi`: `c` does not run when `b` fails. */
export function asCondition(
  context: RuleContext,
  embedded: EmbeddedScript,
  items: readonly ListItem[],
): Fix[] {
  const [condition, then, otherwise] = items;
  if (!condition || !then || !otherwise) return [];
  const [a, b, c] = [condition, then, otherwise].map(({ pipeline }) => sourceOf(context, embedded, pipeline));
  const { start } = inFile(embedded, condition.pipeline);
  const { end } = inFile(embedded, otherwise.pipeline);
  const text = `if ${a}; then ${b}; else ${c}; fi`;
  return [{ title: 'Write it as if, then, else', safe: false, edits: [{ start, end, text }] }];
}

function sourceOf(context: RuleContext, embedded: EmbeddedScript, span: Span): string {
  const { start, end } = inFile(embedded, span);
  return context.ast.text.slice(start, end);
}
