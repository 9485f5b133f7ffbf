/** The signal names STOPSIGNAL accepts on Linux, without `SIG`. */
export const SIGNALS: readonly string[] = (
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP ' +
  'TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
)
  .split(' ')
  .concat(Array.from({ length: 15 }, (_, index) => `RTMIN+${index + 1}`))
  .concat(Array.from({ length: 14 }, (_, index) => `RTMAX-${index + 1}`));

/** Whether STOPSIGNAL accepts the text: a number other than 0, or a name with or without `SIG`. */
export function isSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0;
  return SIGNALS.includes(text.toUpperCase().replace(/^SIG/, ''));
}
