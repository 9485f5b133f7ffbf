import { judgeExitCode, judgeText, notRun, timedOut } from './container';
import type { PlaygroundEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';

type PlaygroundCheck = Extract<Check, { kind: 'playground' }>;

/** Decides what a script must do in the playground; null when it does. */
export function judgePlayground(
  check: PlaygroundCheck,
  { missing, run }: PlaygroundEvidence,
): Verdict | null {
  if (missing) {
    return {
      code: 'file-missing',
      found: 'no file',
      expected: check.file,
      message: `There is no file ${check.file}.`,
    };
  }
  if (!run) return notRun();
  if (run.exitCode === null) return timedOut(check.within);
  return judgeExitCode(check.exitCode, run) ?? judgeText('output', check.stdout, run.stdout, run);
}
