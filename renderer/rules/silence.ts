import type { Rule } from '../../electron/shared/dockerfile';

/** A comment that keeps a rule silent, and how far it reaches. */
export interface Silence {
  readonly line: string;
  readonly reach: 'file' | 'instruction';
}

/**
 * The comment that other tools understand too: BuildKit reads its checks' names at the top of the file, hadolint its
 * rules' above an instruction. Undefined for what stops the build.
 */
export function silenceOf(rule: Rule): Silence | undefined {
  if (rule.source === 'syntax') return undefined;
  if (rule.source === 'buildkit') return { line: `# check=skip=${rule.id}`, reach: 'file' };
  return { line: `# hadolint ignore=${rule.aliases[0] ?? rule.id}`, reach: 'instruction' };
}
