import type { Instruction, Span } from '../ast';
import type { TextEdit } from '../fix';

/** From what stops a build to a matter of taste. */
export type Severity = 'error' | 'warning' | 'info' | 'style';

/** Severities, the gravest first. */
export const SEVERITIES = ['error', 'warning', 'info', 'style'] as const satisfies readonly Severity[];

/** Where a rule comes from: what BuildKit refuses, BuildKit's checks, hadolint's rules, ShellCheck's, or our own. */
export type RuleSource = 'syntax' | 'buildkit' | 'hadolint' | 'shell' | 'drydock';

/** One thing that can be said of a Dockerfile. */
export interface Rule {
  id: string;
  /** Ids of other tools for the same matter; every pragma understands them. */
  aliases: readonly string[];
  source: RuleSource;
  severity: Severity;
  /** Off by default when false. */
  enabled: boolean;
  /** BuildKit runs it only with `# check=experimental=`; `skip` does not touch it. */
  experimental?: boolean;
  /** One plain sentence. */
  title: string;
  /** Why it matters. */
  why: string;
  bad: string;
  good: string;
  /** Which slide of the course explains it. */
  topic: string;
}

/** A change that removes the problem. */
export interface Fix {
  /** Imperative, for a menu: "Write the stage name in lower case". */
  title: string;
  edits: TextEdit[];
  /** Safe to apply without looking: the image stays the same or only gets what was meant. */
  safe: boolean;
}

/** What a check found, before configuration decides whether it is shown. */
export interface Finding {
  rule: string;
  /** The instruction it belongs to; decides the line and which pragmas apply. */
  instruction: Instruction | undefined;
  /** The exact place. */
  span: Span;
  /** Replaces the rule's title. */
  message?: string;
  /** For BuildKit's checks: the wording of `docker build --check`. */
  detail?: string;
  /** 1-based line to report instead of the instruction's first one. */
  line?: number;
  fixes?: Fix[];
}
