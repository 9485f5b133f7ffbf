/** What the Problems panel lists and the editor underlines: findings of the linter and of the last build. */
import type { BuildFailure, BuildRecord } from '../../electron/shared/engine/build';
import type { Diagnostic, PatternReport } from '../../electron/shared/dockerfile';
import type { ProblemSeverity } from '../../electron/shared/problem';
import type { PlacedYamlProblem } from './yaml/protocol';

/** Something wrong in a file of the workspace. Lines and columns are 1-based; without columns the whole line is meant. */
export interface EditorProblem {
  readonly source: 'lint' | 'build' | 'deck';
  readonly severity: ProblemSeverity;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly column?: number;
  readonly endColumn?: number;
  readonly message: string;
  readonly rule?: string;
  /** What other tools call the rule. */
  readonly aliases?: readonly string[];
  readonly hint?: string;
  /** What can be done about it at once; `safe`: without looking. */
  readonly fixes?: readonly { readonly title: string; readonly safe: boolean }[];
}

/** What the linter found in a file, as problems. */
export function lintProblem(path: string, found: Diagnostic): EditorProblem {
  return {
    source: 'lint',
    severity: severityOf(found.severity),
    path,
    line: found.line,
    endLine: found.endLine,
    column: found.column,
    endColumn: found.endColumn,
    message: found.message,
    rule: found.rule,
    aliases: found.aliases,
    fixes: found.fixes.map(({ title, safe }) => ({ title, safe })),
  };
}

/** What is wrong at a place of a YAML file. */
export function yamlProblem(path: string, found: PlacedYamlProblem): EditorProblem {
  const { rule, severity, line, endLine, column, endColumn, message, fixes = [] } = found;
  return {
    source: 'lint',
    severity: severityOf(severity),
    path,
    line,
    endLine,
    column,
    endColumn: endLine === line && endColumn === column ? column + 1 : endColumn,
    message,
    rule,
    fixes: fixes.map(({ title, safe }) => ({ title, safe })),
  };
}

/** A line of an ignore file that is no pattern; undefined for one that is. A build with it is refused. */
export function ignoreProblem(path: string, { line, problem }: PatternReport): EditorProblem | undefined {
  if (problem === undefined) return undefined;
  return { source: 'lint', severity: 'error', path, line, endLine: line, message: problem };
}

function severityOf(severity: Diagnostic['severity']): ProblemSeverity {
  return severity === 'error' || severity === 'warning' ? severity : 'info';
}

/** The failure and the warnings of a build of `path`, as far as they belong to a line. */
export function buildProblems(
  path: string,
  failure: BuildFailure | null,
  warnings: BuildRecord['warnings'],
): readonly EditorProblem[] {
  const problems: EditorProblem[] = warnings.flatMap((warning) =>
    warning.line === undefined
      ? []
      : [
          {
            source: 'build' as const,
            severity: 'warning' as const,
            path,
            line: warning.line,
            endLine: warning.line,
            message: warning.message,
            ...(warning.rule !== undefined && { rule: warning.rule }),
          },
        ],
  );
  if (failure?.line === undefined) return problems;
  return [
    {
      source: 'build',
      severity: 'error',
      path,
      line: failure.line,
      endLine: failure.line,
      message: failure.message,
      hint: failure.hint,
    },
    ...problems,
  ];
}

const weight: Readonly<Record<ProblemSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Joins both kinds, worst first. A build's word is left out where the linter says the same of the same line. */
export function joined(
  linted: readonly EditorProblem[],
  built: readonly EditorProblem[],
): readonly EditorProblem[] {
  const said = new Set(linted.map((problem) => `${problem.path}:${problem.line}:${problem.rule ?? ''}`));
  const extra = built.filter(
    (problem) => !problem.rule || !said.has(`${problem.path}:${problem.line}:${problem.rule}`),
  );
  return [...linted, ...extra].sort(
    (a, b) => weight[a.severity] - weight[b.severity] || a.path.localeCompare(b.path) || a.line - b.line,
  );
}
