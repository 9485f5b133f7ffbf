import type * as Monaco from 'monaco-editor/editor/editor.api';
import { editorMessages } from '../../messages';
import { buildNotesChanged, buildNotesOf } from '../build-notes';

/** What the last build took for each step and added by it, behind the first line of the step. */
export function buildNoteProvider(): Monaco.languages.InlayHintsProvider {
  return {
    onDidChangeInlayHints: buildNotesChanged,
    provideInlayHints(model) {
      const hints = buildNotesOf(model.uri.path)
        .filter(({ line }) => line <= model.getLineCount())
        .map(({ line, text }) => ({
          position: { lineNumber: line, column: model.getLineMaxColumn(line) },
          label: text,
          tooltip: editorMessages.buildNote.tooltip,
          paddingLeft: true,
        }));
      return { hints, dispose: () => undefined };
    },
  };
}
