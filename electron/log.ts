import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Size at which the file is set aside as `<file>.1`, in bytes; so the log never takes more than twice this. */
const limit = 1024 * 1024;

/**
 * A log for the person who has to find out what went wrong: one file in the profile, never the console. It never
 * throws, because a full disk must not turn a message into a failure.
 */
export class Log {
  readonly #file: string;
  #size: number | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  readonly write = (line: string): void => {
    const text = `${new Date().toISOString()} ${line.slice(0, 4000).replaceAll('\n', '\n  ')}\n`;
    try {
      this.#size ??= this.#open();
      if (this.#size + text.length > limit) {
        renameSync(this.#file, `${this.#file}.1`);
        this.#size = 0;
      }
      appendFileSync(this.#file, text);
      this.#size += text.length;
    } catch {
      this.#size = null; // look again the next time: the disk may have space by then
    }
  };

  #open(): number {
    mkdirSync(dirname(this.#file), { recursive: true });
    return statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
  }
}
