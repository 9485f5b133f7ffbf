import type { Severity } from '../rule';

/** id, alias, severity, title, why, bad, good, topic */
export type HadolintRow = readonly [string, string, Severity, string, string, string, string, string];
