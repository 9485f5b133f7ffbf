import type { Heredoc, RunInstruction } from '../../../shared/dockerfile/ast';
import type { Step } from '../../../shared/dockerfile/analysis/model';
import { heredocText } from '../../../shared/dockerfile/lexer/heredoc';
import type { GuestMount } from '../guest-container';
import { commandOf } from './settings';

/** What a RUN executes. */
export interface RunCommand {
  readonly arguments: readonly string[];
  /** A script that must be there: a here-document that begins with `#!`. */
  readonly mounts: readonly GuestMount[];
}

const SCRIPT_FOLDER = '/.drydock';

/** The command of a RUN in shell form, exec form or as here-documents (BuildKit's dispatchRun). */
export function runCommandOf(step: Step, instruction: RunInstruction): RunCommand {
  const [first, ...others] = instruction.heredocs;
  if (!first) return { arguments: commandOf(step, instruction), mounts: [] };
  const text = instruction.args
    .map((word) => word.value)
    .join(' ')
    .trim();
  const alone = others.length === 0 && /^\d*<<-?["']?[^\s"']+["']?$/.test(text);
  if (!alone)
    return {
      arguments: [...shellOf(step), [text, ...instruction.heredocs.map(asWritten)].join('\n')],
      mounts: [],
    };
  const script = heredocText(first);
  if (!script.startsWith('#!')) return { arguments: [...shellOf(step), script], mounts: [] };
  const target = `${SCRIPT_FOLDER}/${first.name}`;
  const content = new TextEncoder().encode(script);
  return { arguments: [target], mounts: [{ kind: 'file', target, content, mode: 0o755, readonly: true }] };
}

function shellOf(step: Step): readonly string[] {
  return step.shell ?? ['/bin/sh', '-c'];
}

/** The body with its closing line, as the shell wants to read it. */
function asWritten(heredoc: Heredoc): string {
  return `${heredoc.content}${heredoc.name}`;
}
