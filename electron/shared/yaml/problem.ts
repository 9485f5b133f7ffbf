import type { Fix } from '../dockerfile/rules/rule';
import type { Severity } from '../dockerfile/rules/rule';
import type { Span } from './source';

/** What is wrong at a place of a YAML file. */
export interface YamlProblem extends Span {
  /** Which check says so, for the list of problems: `unknown-key`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One plain sentence. */
  readonly message: string;
  readonly fixes?: readonly Fix[];
}
