import type {
  BuildModel,
  Diagnostic,
  InstalledImageName,
  LintOptions,
  Span,
} from '../../../electron/shared/dockerfile';
import { fixAll, lint, refactorings } from '../../../electron/shared/dockerfile';
import type { LanguageAction } from './protocol';

/** What can be done at a place: fixes of the problems there, refactorings, and all safe fixes of the file. */
export function actionsAt(
  model: BuildModel,
  diagnostics: readonly Diagnostic[],
  span: Span,
  options: LintOptions,
  installed: readonly InstalledImageName[] = [],
): readonly LanguageAction[] {
  const here = diagnostics.filter((found) => touchesLine(model, found, span));
  const fixes = here.flatMap(({ rule, fixes: offered }) =>
    offered.map((fix): LanguageAction => ({ ...fix, kind: 'quickfix', rule })),
  );
  const titles = new Set(fixes.map((fix) => fix.title));
  const others = refactorings(model, span.start, installed).filter((fix) => !titles.has(fix.title));
  return [
    ...fixes,
    ...others.map((fix): LanguageAction => ({ ...fix, kind: 'refactor' })),
    ...fixEverything(model.ast.text, diagnostics, options),
  ];
}

/** Whether a problem is marked on one of the lines, or stands in the text, that `span` covers. */
function touchesLine(model: BuildModel, found: Diagnostic, span: Span): boolean {
  const { lineStarts, text } = model.ast;
  const start = lineStarts[found.line - 1] ?? 0;
  const end = (lineStarts[found.endLine] ?? text.length + 1) - 1;
  return (
    (start <= span.end && span.start <= end) || (found.span.start <= span.end && span.start <= found.span.end)
  );
}

/** The text once every fix that is safe was made. */
export function fixedText(text: string, options: LintOptions): string {
  return fixAll(text, (source) => lint(source, options));
}

function fixEverything(
  text: string,
  diagnostics: readonly Diagnostic[],
  options: LintOptions,
): LanguageAction[] {
  const fixable = diagnostics.filter(({ fixes }) => fixes.some((fix) => fix.safe)).length;
  if (fixable === 0) return [];
  const title = `Fix all that is safe to fix (${fixable} ${fixable === 1 ? 'problem' : 'problems'})`;
  return [
    {
      kind: 'fix-all',
      title,
      safe: true,
      edits: [{ start: 0, end: text.length, text: fixedText(text, options) }],
    },
  ];
}
