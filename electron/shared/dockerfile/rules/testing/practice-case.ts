import type { LintOptions } from '../options';

/** A body, or a whole file where it begins with FROM or ARG; with the options it is checked with. */
export type PracticeCase = string | readonly [string, LintOptions];

/** What a rule reports, and what looks like it and is right. */
export interface PracticeCases {
  readonly reports: readonly PracticeCase[];
  readonly accepts: readonly PracticeCase[];
}
