import { variablesAt } from '../analysis/model';
import type { ListItem, ShellWord, SimpleCommand, WordPart } from '../shell/ast';
import { textOf } from '../shell/invocation';
import type { EmbeddedScript } from '../shell/scripts';
import { inFile } from '../shell/scripts';
import { walkShell } from '../shell/walk';
import type { RuleContext } from './context';
import type { Run } from './run-context';
import { SHELL_VARIABLES } from '../data/shell-variables';
import { asCondition, assignFirst, readItself } from './shell-fixes';

/** Checks the shell scripts of a RUN for what ShellCheck is known to find and what their text alone tells. */
export function checkShell(context: RuleContext, run: Run): void {
  for (const embedded of run.scripts) {
    for (const { message, start, end } of embedded.script.problems) {
      context.reportStep('ShellSyntax', run.step, { span: inFile(embedded, { start, end }), message });
    }
    if (embedded.script.problems.length > 0) continue;
    walkShell(embedded.script, {
      simple: (command) => checkSimple(context, run, embedded, command),
      list: (items) => checkList(context, run, embedded, items),
      pipeline: ({ commands }) => {
        const [first] = commands;
        if (commands.length < 2 || first?.kind !== 'simple' || first.words[0]?.literal !== 'cat') return;
        const plain = first.words.length === 2 && !textOf(first.words[1]!).startsWith('-');
        if (!plain || first.redirections.length > 0 || /[*?$]/.test(first.words[1]!.text)) return;
        context.reportStep('UselessCat', run.step, {
          span: inFile(embedded, first),
          fixes: readItself(context, embedded, first, commands[1]!),
        });
      },
    });
  }
}

/** Commands whose arguments are split on purpose or never. */
const NO_SPLIT = new Set(['[[', 'export', 'local', 'readonly', 'declare', 'set', 'eval']);

function checkSimple(context: RuleContext, run: Run, embedded: EmbeddedScript, command: SimpleCommand): void {
  const name = command.words[0]?.literal ?? '';
  for (const word of NO_SPLIT.has(name) ? [] : command.words.slice(1))
    checkQuoting(context, run, embedded, word);
  for (const word of command.words) checkAdjacent(context, run, embedded, word);
  if (/^(?:export|local|readonly|declare|typeset)$/.test(name)) {
    const masked = command.words
      .slice(1)
      .find((word) => /^\w+=/.test(word.text) && word.parts.some(hasCommand));
    if (masked)
      context.reportStep('MaskedReturnValue', run.step, {
        span: inFile(embedded, masked),
        fixes: name === 'export' && command.words.length === 2 ? assignFirst(context, embedded, command) : [],
      });
  }
  if (name === 'echo' && !command.words.some((word) => /^-\w*e/.test(textOf(word)))) {
    const escaped = command.words.slice(1).find((word) => /\\[ntr0x]/.test(word.literal ?? word.text));
    const quoted = escaped?.parts.some((part) => part.kind === 'single' || part.kind === 'double');
    if (escaped && quoted) context.reportStep('EchoEscapes', run.step, { span: inFile(embedded, escaped) });
  }
}

function hasCommand(part: WordPart): boolean {
  return part.kind === 'command' || (part.kind === 'double' && part.parts.some(hasCommand));
}

const NEVER_SPLIT = new Set(['#', '?', '$', '!', '-']);

function checkQuoting(context: RuleContext, run: Run, embedded: EmbeddedScript, word: ShellWord): void {
  for (const part of word.parts) {
    if (part.kind === 'variable') {
      if (NEVER_SPLIT.has(part.name) || part.rest.endsWith('#') || part.rest.startsWith('+')) continue;
      const span = inFile(embedded, part);
      const source = context.ast.text.slice(span.start, span.end);
      context.reportStep('UnquotedVariable', run.step, {
        span,
        message: `Put ${source} in double quotes, so that its value stays one word.`,
        fixes: [{ title: 'Add double quotes', safe: false, edits: [{ ...span, text: `"${source}"` }] }],
      });
    } else if (part.kind === 'command') {
      const span = inFile(embedded, part);
      const text = `"${context.ast.text.slice(span.start, span.end)}"`;
      context.reportStep('UnquotedSubstitution', run.step, {
        span,
        fixes: part.backtick ? [] : [{ title: 'Add double quotes', safe: false, edits: [{ ...span, text }] }],
      });
    }
  }
}

function checkAdjacent(context: RuleContext, run: Run, embedded: EmbeddedScript, word: ShellWord): void {
  word.parts.forEach((part, index) => {
    const before = word.parts[index - 1];
    const after = word.parts[index + 1];
    if (part.kind !== 'text' || before?.kind !== 'double' || after?.kind !== 'double') return;
    if (/^[A-Za-z0-9]+$/.test(part.value)) {
      context.reportStep('AdjacentQuotes', run.step, { span: inFile(embedded, word) });
    }
  });
}

function checkList(
  context: RuleContext,
  run: Run,
  embedded: EmbeddedScript,
  items: readonly ListItem[],
): void {
  const stops = /\bset\s+-\w*e/.test(embedded.line.text);
  items.forEach((item, index) => {
    const [command] = item.pipeline.commands;
    const name = command?.kind === 'simple' ? command.words[0]?.literal : undefined;
    const next = items[index + 1];
    if (name === 'cd' && next && (item.operator === ';' || item.operator === '\n') && !stops) {
      const before = items[index - 1];
      if (before?.operator !== '||') {
        const span = inFile(embedded, item.pipeline);
        const edits = [{ start: span.end, end: span.end, text: ' || exit 1' }];
        context.reportStep('UncheckedCd', run.step, {
          span,
          fixes: [{ title: 'Stop when cd fails', safe: true, edits }],
        });
      }
    }
    if (item.operator === '&&' && next?.operator === '||' && isRisky(items[index + 1]!)) {
      const after = items[index + 2];
      const last = after?.pipeline.commands[0];
      const harmless =
        last?.kind === 'simple' && /^(?:true|:|exit|echo|return|false)$/.test(last.words[0]?.literal ?? '');
      if (after && !harmless) {
        const span = inFile(embedded, { start: item.pipeline.start, end: after.pipeline.end });
        const fixes = items.length === 3 ? asCondition(context, embedded, items) : [];
        context.reportStep('AndOrChain', run.step, { span, fixes });
      }
    }
  });
}

/** Whether the middle of `A && B || C` can fail: not for assignments and output. */
function isRisky(item: ListItem): boolean {
  const [command] = item.pipeline.commands;
  if (command?.kind !== 'simple') return true;
  return !/^(?:echo|printf|true|:|export)?$/.test(command.words[0]?.literal ?? 'x');
}

function noteAssignments(command: SimpleCommand, assigned: Set<string>): void {
  for (const { name } of command.assignments) assigned.add(name);
  const name = command.words[0]?.literal ?? '';
  if (
    !/^(?:export|local|readonly|declare|typeset|read|mapfile|getopts|printf|unset|source|\.|eval)$/.test(name)
  )
    return;
  if (name === 'source' || name === '.' || name === 'eval') assigned.add('*');
  for (const word of command.words.slice(1)) {
    const variable = /^[A-Za-z_]\w*/.exec(word.text)?.[0];
    if (variable) assigned.add(variable);
  }
}

/** Variables a script uses and never gives a value, each with its first use. */
const SUSPECTS = new WeakMap<EmbeddedScript, ReadonlyMap<string, WordPart>>();

/** Reports variables that get no value, neither in the script nor from ARG and ENV. */
export function checkUnassigned(context: RuleContext, run: Run): void {
  for (const embedded of run.scripts) {
    let suspects = SUSPECTS.get(embedded);
    if (!suspects) {
      suspects = suspectsIn(embedded);
      SUSPECTS.set(embedded, suspects);
    }
    if (suspects.size === 0) continue;
    const { declaredArgs } = run.step.stage;
    const known = variablesAt(run.step.stage, run.step);
    for (const [name, part] of suspects) {
      if (known.has(name) || declaredArgs.has(name)) continue;
      context.reportStep('UnassignedVariable', run.step, {
        span: inFile(embedded, part),
        message: `$${name} is never given a value, so it is empty.`,
      });
    }
  }
}

function suspectsIn({ script }: EmbeddedScript): Map<string, WordPart> {
  const suspects = new Map<string, WordPart>();
  if (script.problems.length > 0) return suspects;
  const assigned = new Set<string>();
  walkShell(script, {
    simple: (command) => noteAssignments(command, assigned),
    command: (command) => {
      if (command.kind === 'compound' && command.type === 'for' && command.name) assigned.add(command.name);
    },
    part: (part) => {
      // Names in capitals may come from the base image, so only the others are called unassigned.
      if (part.kind !== 'variable' || !/^[a-z_][a-z0-9_]*$/.test(part.name)) return;
      if (/^:?[-=+?]/.test(part.rest) || SHELL_VARIABLES.has(part.name)) return;
      if (!suspects.has(part.name)) suspects.set(part.name, part);
    },
  });
  if (assigned.has('*')) return new Map();
  for (const name of assigned) suspects.delete(name);
  return suspects;
}
