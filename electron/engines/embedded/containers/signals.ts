/** Linux's signals by number, from 1 (asm-generic/signal.h). */
const NAMES =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

/** The number of `SIGTERM`, `TERM`, `term` or `15`; undefined for what is no signal. */
export function signalNumber(signal: string): number | undefined {
  if (/^\d+$/.test(signal)) {
    const number = Number(signal);
    return number >= 1 && number <= 64 ? number : undefined;
  }
  const index = NAMES.indexOf(signal.toUpperCase().replace(/^SIG/, ''));
  return index < 0 ? undefined : index + 1;
}
