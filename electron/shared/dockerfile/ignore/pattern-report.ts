import type { IgnoreEntry } from '../dockerignore';
import { parseDockerignore } from '../dockerignore';
import type { ContextFile } from './context-report';
import { filesOf, reportContext } from './context-report';
import type { CompiledPattern } from './pattern';
import { compilePattern, IgnorePatternError } from './pattern';

/** What one line of an ignore file does to the files that are there. */
export interface PatternReport extends IgnoreEntry {
  /** Whether it begins with `!` and so brings files back. */
  readonly exception: boolean;
  /** The files about which this line has the last word, and their bytes. */
  readonly decides: readonly ContextFile[];
  readonly bytes: number;
  /** How many files it matches, whoever has the last word. */
  readonly matched: number;
  /** Why it is no pattern. */
  readonly problem?: string;
}

/** Says of every pattern of an ignore file which files it leaves out or brings back. */
export function reportPatterns(
  files: readonly ContextFile[],
  ignoreText: string,
  needed: readonly string[],
): readonly PatternReport[] {
  const report = reportContext(files, ignoreText, needed);
  const decided = new Map<number, ContextFile[]>();
  for (const { path, by, totals } of filesOf(report.nodes)) {
    if (!by) continue;
    const file = { path, size: totals.bytes + totals.ignoredBytes };
    decided.set(by.line, [...(decided.get(by.line) ?? []), file]);
  }
  return parseDockerignore(ignoreText).map((entry): PatternReport => {
    const decides = decided.get(entry.line) ?? [];
    const bytes = decides.reduce((sum, { size }) => sum + size, 0);
    const exception = entry.pattern.startsWith('!');
    const compiled = tryCompile(entry.pattern);
    if ('problem' in compiled) return { ...entry, exception, decides, bytes, matched: 0, ...compiled };
    const matched = files.filter(({ path }) => prefixesOf(path).some((part) => compiled.test(part))).length;
    return { ...entry, exception, decides, bytes, matched };
  });
}

function tryCompile(pattern: string): Pick<CompiledPattern, 'test'> | { readonly problem: string } {
  try {
    return compilePattern(pattern) ?? { test: () => false };
  } catch (thrown) {
    if (thrown instanceof IgnorePatternError) return { problem: thrown.message };
    throw thrown;
  }
}

/** The path and its folders: a pattern that matches a folder matches all that is in it. */
function prefixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
