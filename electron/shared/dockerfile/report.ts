import type { Diagnostic } from './lint';
import { RULES } from './rules/registry';
import type { Severity } from './rules/rule';
import { SEVERITIES } from './rules/rule';

/** The formats `drydock lint` writes. */
export const REPORT_FORMATS = ['text', 'json', 'github', 'sarif'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a report says of a problem. */
export type ReportedProblem = Pick<
  Diagnostic,
  | 'rule'
  | 'aliases'
  | 'severity'
  | 'line'
  | 'column'
  | 'endLine'
  | 'endColumn'
  | 'message'
  | 'detail'
  | 'fixes'
>;

/** The problems of one file. */
export interface FileReport {
  path: string;
  diagnostics: readonly ReportedProblem[];
}

/** Whether a severity is at or above a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** Writes diagnostics in a format; ends with a line break unless there is nothing to say. */
export function formatReport(files: readonly FileReport[], format: ReportFormat): string {
  switch (format) {
    case 'text':
      return lines(
        files,
        (path, d) => `${path}:${d.line}:${d.column}: ${d.severity} ${name(d)}: ${d.message}`,
      );
    case 'github':
      return lines(files, githubLine);
    case 'json':
      return `${JSON.stringify(
        files.flatMap(({ path, diagnostics }) => diagnostics.map((d) => toJson(path, d))),
        null,
        2,
      )}\n`;
    case 'sarif':
      return `${JSON.stringify(toSarif(files), null, 2)}\n`;
  }
}

function name(diagnostic: ReportedProblem): string {
  return [diagnostic.rule, ...diagnostic.aliases].join('/');
}

function lines(
  files: readonly FileReport[],
  format: (path: string, diagnostic: ReportedProblem) => string,
): string {
  return files.flatMap(({ path, diagnostics }) => diagnostics.map((d) => `${format(path, d)}\n`)).join('');
}

function githubLine(path: string, d: ReportedProblem): string {
  const level = d.severity === 'error' ? 'error' : d.severity === 'warning' ? 'warning' : 'notice';
  const place = `file=${escapeProperty(path)},line=${d.line},col=${d.column},endLine=${d.endLine},endColumn=${d.endColumn}`;
  return `::${level} ${place},title=${escapeProperty(d.rule)}::${escapeData(d.message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

function toJson(path: string, d: ReportedProblem) {
  const { rule, aliases, severity, line, endLine, column, endColumn, message, detail } = d;
  const fixable = d.fixes.some((fix) => fix.safe);
  return {
    file: path,
    rule,
    aliases,
    severity,
    line,
    endLine,
    column,
    endColumn,
    message,
    ...(detail === undefined ? {} : { detail }),
    fixable,
  };
}

const SARIF_LEVEL = { error: 'error', warning: 'warning', info: 'note', style: 'note' } as const;

/** SARIF 2.1.0, as code scanning services read it. */
function toSarif(files: readonly FileReport[]): object {
  const used = new Set(files.flatMap((file) => file.diagnostics.map((d) => d.rule)));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'drydock',
            rules: RULES.filter((rule) => used.has(rule.id)).map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why },
              help: { text: `${rule.why}\n\nInstead of:\n${rule.bad}\n\nWrite:\n${rule.good}` },
              defaultConfiguration: { level: SARIF_LEVEL[rule.severity] },
            })),
          },
        },
        results: files.flatMap(({ path, diagnostics }) =>
          diagnostics.map((d) => ({
            ruleId: d.rule,
            level: SARIF_LEVEL[d.severity],
            message: { text: d.message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: path },
                  region: {
                    startLine: d.line,
                    startColumn: d.column,
                    endLine: d.endLine,
                    endColumn: d.endColumn,
                  },
                },
              },
            ],
          })),
        ),
      },
    ],
  };
}
