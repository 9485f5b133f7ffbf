import type { DockerfileAst, Instruction, Span } from './ast';
import { analyse } from './analysis/evaluate';
import type { BuildModel } from './analysis/model';
import { IgnoreMatcher, IgnorePatternError } from './dockerignore';
import { positionAt } from './lexer/positions';
import { parseDockerfile } from './parse';
import { checkSteps } from './rules/buildkit-steps';
import { checkStages } from './rules/buildkit-stage';
import { RuleContext } from './rules/context';
import { Policy } from './rules/policy';
import { checkLabels } from './rules/label-checks';
import { findRule } from './rules/registry';
import type { LintOptions } from './rules/options';
import type { Finding, Fix, RuleSource, Severity } from './rules/rule';
import { SEVERITIES } from './rules/rule';
import { checkPractice } from './rules/stage-checks';
import { checkSyntax } from './rules/syntax';

/** One message about a Dockerfile. Lines and columns are 1-based; columns count UTF-16 units; the end is exclusive. */
export interface Diagnostic {
  rule: string;
  aliases: readonly string[];
  source: RuleSource;
  severity: Severity;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** One plain sentence. */
  message: string;
  /** BuildKit's checks only: what `docker build --check` prints. */
  detail?: string;
  /** The exact place as offsets, which may be on a later line of the instruction than `line`. */
  span: Span;
  fixes: readonly Fix[];
  topic: string;
}

/** What linting gives: the messages and the trees they were found in. */
export interface LintResult {
  diagnostics: Diagnostic[];
  ast: DockerfileAst;
  model: BuildModel;
}

/** Finds what is wrong with a Dockerfile. Never throws, whatever the text. */
export function lint(text: string, options: LintOptions = {}): Diagnostic[] {
  return lintAst(parseDockerfile(text), options).diagnostics;
}

/** The same for a tree that is there already. */
export function lintAst(ast: DockerfileAst, options: LintOptions = {}): LintResult {
  const model = analyse(ast, options);
  const context = new RuleContext(ast, model, options, ignoreMatcher(options));
  checkSyntax(context);
  checkStages(context);
  checkSteps(context);
  checkPractice(context);
  checkLabels(context);
  return { diagnostics: toDiagnostics(context), ast, model };
}

function ignoreMatcher(options: LintOptions): IgnoreMatcher | undefined {
  if (options.dockerignore === undefined) return undefined;
  try {
    return IgnoreMatcher.parse(options.dockerignore);
  } catch (error) {
    if (error instanceof IgnorePatternError) return undefined; // reported where the ignore file is linted
    throw error;
  }
}

function toDiagnostics(context: RuleContext): Diagnostic[] {
  const policy = new Policy(context.ast, context.options);
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const finding of context.findings) {
    const severity = policy.severityOf(finding);
    if (!severity) continue;
    const diagnostic = toDiagnostic(context.ast, finding, severity);
    const { rule, line, message, detail } = diagnostic;
    const key = `${rule}\n${line}\n${detail ?? `${message}\n${finding.span.start}`}`;
    if (seen.has(key)) continue;
    seen.add(key);
    diagnostics.push(diagnostic);
  }
  return diagnostics.sort(
    (a, b) =>
      a.line - b.line ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.span.start - b.span.start ||
      (a.rule < b.rule ? -1 : 1),
  );
}

function toDiagnostic(ast: DockerfileAst, finding: Finding, severity: Severity): Diagnostic {
  const rule = findRule(finding.rule);
  if (!rule)
    throw new Error(`The rule ${finding.rule} is reported but not registered; add it to rules/registry.ts.`);
  const { instruction, span } = finding;
  const place = reportedSpan(ast, instruction, span, finding.line, rule.source);
  const start = positionAt(ast.lineStarts, place.start);
  const end = positionAt(ast.lineStarts, place.end);
  return {
    rule: rule.id,
    aliases: rule.aliases,
    source: rule.source,
    severity,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: finding.message ?? rule.title,
    ...(finding.detail === undefined ? {} : { detail: finding.detail }),
    span,
    fixes: finding.fixes ?? [],
    topic: rule.topic,
  };
}

/** BuildKit reports an instruction's first line, whatever line of it is meant; so do its checks here. */
function reportedSpan(
  ast: DockerfileAst,
  instruction: Instruction | undefined,
  span: Span,
  line: number | undefined,
  source: RuleSource,
): Span {
  if (!instruction || (source !== 'buildkit' && line === undefined)) return span;
  const wanted = line ?? instruction.line;
  const start = ast.lineStarts[wanted - 1]!;
  const end = (ast.lineStarts[wanted] ?? ast.text.length + 1) - 1;
  if (span.start >= start && span.start <= end) return span;
  return wanted === instruction.line ? instruction.keyword : { start, end: Math.max(start, end) };
}
