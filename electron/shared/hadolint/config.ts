import type { Document } from 'yaml';
import type { HadolintConfig } from '../dockerfile/rules/options';
import type { YamlProblem } from '../yaml/problem';
import { readYaml } from '../yaml/source';
import { validate } from '../yaml/validate';
import { HADOLINT } from './schema';

/** The names under which the settings are looked for, the first one found counts. */
export const HADOLINT_FILES = ['.hadolint.yaml', '.hadolint.yml'] as const;

/** Settings, and what is wrong with the file; what is wrong counts as absent. */
export interface ReadHadolint {
  readonly config: HadolintConfig;
  readonly problems: readonly YamlProblem[];
}

/** Reads a `.hadolint.yaml`. Never throws. */
export function readHadolint(text: string): ReadHadolint {
  const source = readYaml(text);
  const [document] = source.documents;
  const errors = source.errors.map(({ start, end, message }): YamlProblem => ({
    rule: 'yaml',
    severity: 'error',
    start,
    end,
    message,
  }));
  if (!document || errors.length > 0) return { config: {}, problems: errors };
  const problems = validate(document, HADOLINT, { emptyIsAbsent: true });
  const broken = problems.some(({ rule }) => rule === 'wrong-kind');
  return { config: broken ? {} : (valueOf(document) ?? {}), problems };
}

function valueOf(document: Document): HadolintConfig | undefined {
  try {
    return (document.toJS({ maxAliasCount: 20 }) as HadolintConfig | null) ?? undefined;
  } catch {
    return undefined; // aliases that unfold without end hold no settings
  }
}
