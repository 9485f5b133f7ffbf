/** What a key means to a terminal beside being typed. */
export type TerminalKey = 'copy' | 'paste' | 'find' | 'leave';

/** What is looked at of a key. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * The keys that a terminal keeps from its program, the usual ones of the system: with Shift, or with the Command key,
 * since a program has plain Ctrl for itself. Ctrl+C copies while something is selected. F6 leaves, so that the keyboard
 * is not caught inside, where Tab belongs to the program (WCAG 2.1.2).
 */
export function terminalKey(press: KeyPress, hasSelection: boolean, mac: boolean): TerminalKey | null {
  const key = press.key.toLowerCase();
  if (key === 'f6' && !press.ctrlKey && !press.altKey) return 'leave';
  if (press.altKey) return null;
  const own = mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && press.shiftKey;
  if (own && key === 'c') return 'copy';
  if (own && key === 'v') return 'paste';
  if (own && key === 'f') return 'find';
  if (mac || !press.ctrlKey || press.shiftKey) return null;
  if (key === 'c' && hasSelection) return 'copy';
  return key === 'v' ? 'paste' : null;
}
