import type { ProblemSeverity } from '../problem';
import type { DeckProblem } from './model';

/** A deck that is wrong everywhere is not worth a list without end. */
const LIMIT = 500;

/** Collects problems while a deck is read, in order of discovery. */
export class ProblemList {
  readonly #problems: DeckProblem[] = [];
  /** A block that is read twice is told of once. */
  readonly #told = new Set<string>();

  /** @param line 1-based. */
  add(severity: ProblemSeverity, line: number, message: string): void {
    if (this.#problems.length >= LIMIT || this.#told.has(`${line} ${message}`)) return;
    this.#told.add(`${line} ${message}`);
    this.#problems.push({ severity, line, message });
  }

  /** All problems by line. */
  sorted(): DeckProblem[] {
    return [...this.#problems].sort((a, b) => a.line - b.line);
  }
}
