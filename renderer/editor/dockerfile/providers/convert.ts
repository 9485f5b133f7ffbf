import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { Span, TextEdit } from '../../../../electron/shared/dockerfile';
import type { TextModel } from '../../monaco';

/** A span of offsets as a range of the model. */
export function rangeOf(model: TextModel, span: Span): Monaco.IRange {
  const start = model.getPositionAt(span.start);
  const end = model.getPositionAt(span.end);
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

/** Edits by offset as edits of the model. */
export function editsOf(model: TextModel, edits: readonly TextEdit[]): Monaco.languages.TextEdit[] {
  return edits.map((edit) => ({ range: rangeOf(model, edit), text: edit.text }));
}

/** Edits as one change that can be undone in one step; it is refused when the model changed meanwhile. */
export function workspaceEditOf(
  model: TextModel,
  edits: readonly TextEdit[],
): Monaco.languages.WorkspaceEdit & Monaco.languages.Rejection {
  const versionId = model.getVersionId();
  return {
    edits: editsOf(model, edits).map((textEdit) => ({ resource: model.uri, textEdit, versionId })),
  };
}
