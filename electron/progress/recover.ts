import type { ProgressEvent } from '../shared/progress/events';
import { parseLine } from '../shared/progress/lines';

/** What the bytes of a journal hold. */
export interface Recovered {
  readonly events: readonly ProgressEvent[];
  /** Whole lines worth keeping, those of a newer version included, in order and with their line ends. */
  readonly goodLines: readonly string[];
  /** Lines in the middle that cannot be read. */
  readonly lostLines: number;
  /** Bytes at the beginning that are whole lines. */
  readonly wholeBytes: number;
  /** Bytes of a torn last line. */
  readonly tornBytes: number;
}

/**
 * Reads a journal, or a part of one that begins at a line's beginning. The last line may be torn: an append was under
 * way when the power went, so it was never acknowledged. A torn line that happens to be a whole event is dropped all
 * the same, for the same reason.
 */
export function recover(bytes: Buffer): Recovered {
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines =
    wholeBytes === 0
      ? []
      : bytes
          .subarray(0, wholeBytes - 1)
          .toString('utf8')
          .split('\n');
  const events: ProgressEvent[] = [];
  const goodLines: string[] = [];
  for (const line of lines) {
    const parsed = parseLine(line);
    if (parsed.kind === 'damaged') continue;
    if (parsed.kind === 'event') events.push(parsed.event);
    goodLines.push(`${line}\n`);
  }
  return {
    events,
    goodLines,
    lostLines: lines.length - goodLines.length,
    wholeBytes,
    tornBytes: bytes.length - wholeBytes,
  };
}
