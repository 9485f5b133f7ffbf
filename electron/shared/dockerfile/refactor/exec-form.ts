import type { Instruction } from '../ast';
import type { Fix } from '../rules/rule';

/** Characters that only a shell understands. */
const SHELL_ONLY = /[|&;<>()$`*?[\]{}~#!\n\\]/;

/** The words of a command that needs no shell; undefined when it does. */
export function plainWords(command: string): string[] | undefined {
  if (SHELL_ONLY.test(command)) return undefined;
  const words: string[] = [];
  for (const match of command.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+|['"]/g)) {
    if (match[0] === "'" || match[0] === '"') return undefined;
    words.push(match[0].replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words.length > 0 && !/^\w+=/.test(words[0]!) ? words : undefined;
}

/** Writes CMD, ENTRYPOINT or RUN as a JSON array. Not safe when a shell is needed, so nothing is offered then. */
export function execFormFix(instruction: Instruction): Fix[] {
  const command = instruction.args[0];
  if (instruction.json || !command) return [];
  const words = plainWords(command.value);
  const array = words ?? (instruction.name === 'RUN' ? undefined : ['/bin/sh', '-c', command.value]);
  if (!array) return [];
  const text = `[${array.map((word) => JSON.stringify(word)).join(', ')}]`;
  return [
    {
      title: 'Write as a JSON array',
      safe: words !== undefined,
      edits: [{ start: command.start, end: command.end, text }],
    },
  ];
}
