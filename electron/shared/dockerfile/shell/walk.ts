import type {
  ListItem,
  Pipeline,
  ShellCommand,
  ShellList,
  ShellScript,
  ShellWord,
  SimpleCommand,
  WordPart,
} from './ast';

/** What a walk over a script meets; return values are ignored. */
export interface ShellVisitor {
  simple?(command: SimpleCommand, pipeline: Pipeline): void;
  command?(command: ShellCommand): void;
  pipeline?(pipeline: Pipeline): void;
  list?(items: ShellList): void;
  word?(word: ShellWord): void;
  /** `quoted` inside double quotes. */
  part?(part: WordPart, quoted: boolean): void;
}

/** Visits everything in a script, substitutions included, in the order of the text. */
export function walkShell(script: ShellScript, visitor: ShellVisitor): void {
  walkList(script.items, visitor);
}

function walkList(items: ShellList, visitor: ShellVisitor): void {
  visitor.list?.(items);
  for (const item of items) walkItem(item, visitor);
}

function walkItem(item: ListItem, visitor: ShellVisitor): void {
  visitor.pipeline?.(item.pipeline);
  for (const command of item.pipeline.commands) walkCommand(command, item.pipeline, visitor);
}

function walkCommand(command: ShellCommand, pipeline: Pipeline, visitor: ShellVisitor): void {
  visitor.command?.(command);
  if (command.kind === 'simple') {
    visitor.simple?.(command, pipeline);
    for (const assignment of command.assignments) if (assignment.value) walkWord(assignment.value, visitor);
  } else for (const body of command.bodies) walkList(body, visitor);
  for (const word of command.words) walkWord(word, visitor);
  for (const { target } of command.redirections) if (target) walkWord(target, visitor);
}

function walkWord(word: ShellWord, visitor: ShellVisitor): void {
  visitor.word?.(word);
  walkParts(word.parts, visitor, false);
}

function walkParts(parts: readonly WordPart[], visitor: ShellVisitor, quoted: boolean): void {
  for (const part of parts) {
    visitor.part?.(part, quoted);
    if (part.kind === 'double') walkParts(part.parts, visitor, true);
    else if (part.kind === 'command') walkList(part.script.items, visitor);
  }
}

/** All simple commands of a script. */
export function simpleCommands(script: ShellScript): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  walkShell(script, { simple: (command) => void commands.push(command) });
  return commands;
}
