import type { Flag, InstructionName, SyntaxProblem } from '../ast';
import { suggest } from '../didyoumean';

/** How a flag takes its value. */
export type FlagKind = 'bool' | 'string' | 'strings';

/** The flags of each instruction (Dockerfile reference; BuildKit's frontend/dockerfile/instructions). */
export const FLAGS: Partial<Record<InstructionName, Record<string, FlagKind>>> = {
  FROM: { platform: 'string' },
  RUN: { mount: 'strings', network: 'string', security: 'string', device: 'strings' },
  COPY: {
    from: 'string',
    chown: 'string',
    chmod: 'string',
    link: 'bool',
    parents: 'bool',
    exclude: 'strings',
  },
  ADD: {
    chown: 'string',
    chmod: 'string',
    link: 'bool',
    'keep-git-dir': 'bool',
    checksum: 'string',
    exclude: 'strings',
    unpack: 'bool',
  },
  HEALTHCHECK: {
    interval: 'string',
    timeout: 'string',
    'start-period': 'string',
    'start-interval': 'string',
    retries: 'string',
  },
};

/** Instructions whose flags BuildKit never looks at. */
const UNCHECKED: readonly string[] = ['ARG', 'STOPSIGNAL', 'UNKNOWN'];

/** What is wrong with an instruction's flags: unknown, repeated, without a value, not a boolean. */
export function checkFlags(name: InstructionName | 'UNKNOWN', flags: readonly Flag[]): SyntaxProblem[] {
  if (flags.length === 0 || name === 'UNKNOWN' || UNCHECKED.includes(name)) return [];
  const known = FLAGS[name] ?? {};
  const seen = new Set<string>();
  const problems: SyntaxProblem[] = [];
  const report = (flag: Flag, code: string, message: string): void => {
    problems.push({ start: flag.start, end: flag.end, code, message });
  };
  for (const flag of flags) {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    if (!kind) {
      const near = suggest(flag.name, Object.keys(known));
      report(
        flag,
        'UnknownFlag',
        `${name} has no flag --${flag.name}${near ? `; did you mean --${near}?` : '.'}`,
      );
      continue;
    }
    if (seen.has(flag.name) && kind !== 'strings') {
      report(flag, 'DuplicateFlag', `The flag --${flag.name} may be given only once.`);
    }
    seen.add(flag.name);
    if (kind === 'bool') {
      if (flag.value === '')
        report(flag, 'FlagMissingValue', `The flag --${flag.name} has "=" but no value.`);
      else if (flag.value !== undefined && !/^(true|false)$/i.test(flag.value)) {
        report(flag, 'FlagNotBoolean', `The flag --${flag.name} takes true or false, not "${flag.value}".`);
      }
    } else if (flag.value === undefined) {
      report(flag, 'FlagMissingValue', `The flag --${flag.name} needs a value: --${flag.name}=...`);
    }
  }
  return problems;
}

/** Whether a boolean flag is switched on. */
export function isFlagTrue(flag: Flag | undefined): boolean {
  return flag !== undefined && (flag.value === undefined || flag.value.toLowerCase() === 'true');
}
