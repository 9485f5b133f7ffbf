/** How much a problem matters: an `error` makes its file unusable, a `warning` is worth fixing, `info` is a remark. */
export type ProblemSeverity = 'error' | 'warning' | 'info';

/** Something wrong in a file that somebody wrote, said so that its author can mend it. */
export interface Problem {
  readonly severity: ProblemSeverity;
  /** Path relative to the course folder, with forward slashes. */
  readonly file: string;
  /** 1-based; absent where the problem is the whole file. */
  readonly line?: number;
  /** One sentence: what is there, and what was expected. */
  readonly message: string;
}
