import type { RunInstruction } from '../ast';
import { checkCommands } from './command-checks';
import type { RuleContext } from './context';
import { checkPackages, skipsPipCache } from './package-checks';
import type { Finding } from './rule';
import type { Run } from './run-context';
import { checkShell, checkUnassigned } from './shell-checks';

/** What the commands of a RUN were found guilty of, and where that RUN stood then. */
interface FoundInRun {
  /** What the findings depend on besides the instruction itself. */
  readonly circumstances: string;
  readonly start: number;
  readonly findings: readonly Finding[];
}

const FOUND = new WeakMap<RunInstruction, FoundInRun>();

/**
 * Checks the commands of a RUN. Most of what there is to say depends on its text alone; that is found once and moved with the
 * instruction when something above it is edited. `inImage`: what it leaves behind reaches the final image.
 */
export function checkRun(context: RuleContext, run: Run, inImage: boolean): void {
  checkUnassigned(context, run);
  const { instruction, step } = run;
  if (step.at !== instruction) return checkText(context, run, inImage);
  const circumstances = [run.dialect, inImage, skipsPipCache(run), ...(step.shell ?? [])].join('\n');
  const known = FOUND.get(instruction);
  const { start } = instruction;
  if (known?.circumstances === circumstances) {
    const findings =
      known.start === start ? known.findings : known.findings.map((one) => moved(one, start - known.start));
    context.findings.push(...findings);
    FOUND.set(instruction, { circumstances, start, findings });
    return;
  }
  const before = context.findings.length;
  checkText(context, run, inImage);
  FOUND.set(instruction, { circumstances, start, findings: context.findings.slice(before) });
}

function checkText(context: RuleContext, run: Run, inImage: boolean): void {
  checkPackages(context, run, inImage);
  checkCommands(context, run);
  checkShell(context, run);
}

/** A finding elsewhere in the file. What was handed out before stays as it is. */
function moved(finding: Finding, by: number): Finding {
  const { span, fixes } = finding;
  return {
    ...finding,
    span: { start: span.start + by, end: span.end + by },
    ...(fixes && {
      fixes: fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by })),
      })),
    }),
  };
}
