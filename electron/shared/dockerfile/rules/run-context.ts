import type { RunInstruction } from '../ast';
import type { Step } from '../analysis/model';
import { mountField, mountType } from '../instructions/mount-fields';
import type { Invocation } from '../shell/invocation';
import { invocationsOf } from '../shell/invocation';
import type { Dialect, EmbeddedScript } from '../shell/scripts';
import { dialectOf, scriptsOf } from '../shell/scripts';

/** A RUN as the rules about commands see it. */
export interface Run {
  step: Step;
  instruction: RunInstruction;
  scripts: readonly EmbeddedScript[];
  dialect: Dialect;
  invocations: readonly Invocation[];
}

const INVOCATIONS = new WeakMap<RunInstruction, readonly Invocation[]>();

/** Reads the scripts of a RUN step; undefined for other instructions and shells that are not looked into. */
export function runOf(step: Step): Run | undefined {
  const { instruction } = step;
  if (instruction.name !== 'RUN') return undefined;
  const scripts = scriptsOf(instruction);
  const dialect = dialectOf(pragmaShell(instruction) ?? step.shell, scripts[0]?.shebang);
  if (dialect === 'other') return undefined;
  let invocations = INVOCATIONS.get(instruction);
  if (!invocations) {
    invocations = scripts.flatMap(invocationsOf);
    INVOCATIONS.set(instruction, invocations);
  }
  return { step, instruction, scripts, dialect, invocations };
}

function pragmaShell(instruction: RunInstruction): string[] | undefined {
  for (const { text } of instruction.comments) {
    const match = /^hadolint\s+shell\s*=\s*(\S+)/.exec(text);
    if (match) return [match[1]!];
  }
  return undefined;
}

/** Whether a cache or tmpfs mount covers a folder, so that nothing of it reaches the layer. */
export function isMounted(run: Run, folder: RegExp): boolean {
  return run.instruction.mounts.some((mount) => {
    const type = mountType(mount);
    const target = mountField(mount, 'target', 'dst', 'destination')?.value ?? '';
    return (type === 'cache' || type === 'tmpfs') && folder.test(target);
  });
}
