import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const day = 24 * 60 * 60 * 1000;

/**
 * A failed attempt, remembered in a file for a day: a machine that could not reach the release page a minute ago is
 * not made to wait for the same time-out at each start. The subject (version and address) is part of the memory, so
 * that a new mirror or a new version is tried at once.
 */
export class FailedAttempt {
  constructor(
    private readonly file: string,
    private readonly subject: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether this very attempt failed within the last day. */
  isRecent(): boolean {
    if (!existsSync(this.file)) return false;
    const [subject, time] = readFileSync(this.file, 'utf8').split('\n');
    const age = this.now() - Number(time);
    return subject === this.subject && age >= 0 && age < day;
  }

  remember(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, `${this.subject}\n${this.now()}\n`);
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }
}
