import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { ProblemSeverity } from '../../electron/shared/problem';
import type { MonacoApi, TextModel } from './monaco';
import type { EditorProblem } from './problems';

const failedLines = new WeakMap<TextModel, string[]>();

/** Underlines the problems of one file in its model, and gives the line that a build failed at its own mark. */
export function setMarkers(
  monaco: MonacoApi,
  model: TextModel,
  path: string,
  problems: readonly EditorProblem[],
): void {
  const here = problems.filter((problem) => problem.path === path && problem.line <= model.getLineCount());
  monaco.editor.setModelMarkers(
    model,
    'drydock',
    here.map((problem) => markerOf(monaco, model, problem)),
  );
  const failed = here.filter((problem) => problem.source === 'build' && problem.severity === 'error');
  const decorations = failed.map((problem): Monaco.editor.IModelDeltaDecoration => ({
    range: new monaco.Range(problem.line, 1, problem.line, 1),
    options: {
      isWholeLine: true,
      className: 'dd-failed-line',
      glyphMarginClassName: 'dd-failed-glyph',
      glyphMarginHoverMessage: { value: problem.message },
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  }));
  failedLines.set(model, model.deltaDecorations(failedLines.get(model) ?? [], decorations));
}

function markerOf(monaco: MonacoApi, model: TextModel, problem: EditorProblem): Monaco.editor.IMarkerData {
  const endLine = Math.min(problem.endLine, model.getLineCount());
  const first = model.getLineFirstNonWhitespaceColumn(problem.line) || 1;
  return {
    severity: severityIn(monaco, problem.severity),
    startLineNumber: problem.line,
    startColumn: problem.column ?? first,
    endLineNumber: endLine,
    endColumn: problem.endColumn ?? model.getLineMaxColumn(endLine),
    message: problem.hint ? `${problem.message}\n${problem.hint}` : problem.message,
    ...(problem.rule !== undefined && { code: problem.rule }),
    source: problem.source === 'lint' ? ['linter', ...(problem.aliases ?? [])].join(' ') : problem.source,
  };
}

function severityIn(monaco: MonacoApi, severity: ProblemSeverity): Monaco.MarkerSeverity {
  switch (severity) {
    case 'error':
      return monaco.MarkerSeverity.Error;
    case 'warning':
      return monaco.MarkerSeverity.Warning;
    case 'info':
      return monaco.MarkerSeverity.Info;
  }
}
