import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { MonacoApi } from '../../monaco';
import { editorMessages } from '../../messages';
import { request } from '../editor-requests';
import type { EditorRequest } from '../editor-requests';
import type { LanguageClient } from '../language-client';
import type { GraphStage } from '../protocol';
import { askAbout } from './ask';

/** The command that carries a request of the editor to the window. */
export const requestCommand = 'drydock.request';

/** Makes {@link requestCommand} known. To be called once. */
export function registerRequestCommand(monaco: MonacoApi): void {
  monaco.editor.registerCommand(requestCommand, (_accessor, asked: EditorRequest) => request(asked));
}

/** "Build to here" and "Run this stage" above every stage. */
export function codeLensProvider(client: LanguageClient): Monaco.languages.CodeLensProvider {
  return {
    async provideCodeLenses(model) {
      const graph = await askAbout(client, model, 'graph');
      if (!graph) return null;
      const lenses = graph.stages.flatMap((stage, index) =>
        lensesOf(model.uri.path, stage, index === graph.stages.length - 1),
      );
      return { lenses, dispose: () => undefined };
    },
  };
}

function lensesOf(key: string, stage: GraphStage, isLast: boolean): Monaco.languages.CodeLens[] {
  const { label, line } = stage;
  const about = { key, label, ...(!isLast && { target: stage.target }) };
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
  const lens = (type: 'build' | 'run', title: string, tooltip: string): Monaco.languages.CodeLens => ({
    range,
    command: { id: requestCommand, title, tooltip, arguments: [{ type, ...about }] },
  });
  const text = editorMessages.lens;
  return [
    lens('build', isLast ? text.build : text.buildTo, text.buildHint(label)),
    lens('run', text.run, text.runHint(label)),
  ];
}
