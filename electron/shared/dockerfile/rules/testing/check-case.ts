import type { LintOptions } from '../options';

/** A Dockerfile and what `docker build --check` says of it, as `line` or `line: end of the detail`. */
export type CheckCase = readonly [text: string, expected: readonly string[], options?: LintOptions];
