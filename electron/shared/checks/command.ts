import { judgeExitCode, judgeText, notRun, notStarted, timedOut } from './container';
import type { RunEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { buildFailed } from './verdict';

type CommandCheck = Extract<Check, { kind: 'command' }>;

/** Decides what a command inside a container of the image must do; null when it does. */
export function judgeCommand(check: CommandCheck, { build, run, refusal }: RunEvidence): Verdict | null {
  if (!build.ok) return buildFailed(build);
  if (refusal !== undefined) return notStarted(refusal);
  if (!run) return notRun();
  if (run.exitCode === null) return timedOut(check.within);
  return judgeExitCode(check.exitCode, run) ?? judgeText('output', check.stdout, run.stdout, run);
}
