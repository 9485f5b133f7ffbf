import { DrydockError } from '../../../shared/errors';

/** Linux's signals by number, from 1 (asm-generic/signal.h). */
const NAMES =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

/** The number of `SIGTERM`, `TERM`, `term` or `15`. Throws `invalid-input` for what is no signal. */
export function signalOf(name: string): number {
  const number = /^\d+$/.test(name)
    ? Number(name)
    : NAMES.indexOf(name.toUpperCase().replace(/^SIG/, '')) + 1;
  if (number >= 1 && number <= 64) return number;
  throw new DrydockError({
    kind: 'invalid-input',
    message: `"${name}" is no signal.`,
    remedy: 'Use a name such as SIGTERM.',
  });
}
