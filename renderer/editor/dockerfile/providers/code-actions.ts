import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { TextModel } from '../../monaco';
import { editorMessages } from '../../messages';
import type { LanguageClient } from '../language-client';
import type { LanguageAction } from '../protocol';
import { askAbout } from './ask';
import { requestCommand } from './code-lens';
import { workspaceEditOf } from './convert';

/** Quick fixes of problems, refactorings, and all safe fixes at once. */
export function codeActionProvider(client: LanguageClient): Monaco.languages.CodeActionProvider {
  return {
    async provideCodeActions(model, range, context) {
      const span = {
        start: model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
        end: model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
      };
      const found = (await askAbout(client, model, 'actions', span)) ?? [];
      const wantsSource = context.only?.startsWith('source') ?? false;
      const hasFix = found.some(({ kind }) => kind === 'quickfix');
      // Monaco's menu shows no actions of the whole file; beside a fix of one problem it is where one looks for them.
      const offered = found.filter(({ kind }) =>
        wantsSource ? kind === 'fix-all' : hasFix || kind !== 'fix-all',
      );
      const rules = wantsSource ? [] : rulesOf(context.markers);
      const actions = [
        ...offered.map((action) => actionOf(model, action, context.markers, wantsSource)),
        ...rules.map(aboutRule),
      ];
      return { actions, dispose: () => undefined };
    },
  };
}

/** The rules whose problems are marked here; a rule's id is the marker's code. */
function rulesOf(markers: readonly Monaco.editor.IMarkerData[]): readonly string[] {
  const rules = markers.flatMap(({ code, source }) =>
    typeof code === 'string' && source?.startsWith('linter') ? [code] : [],
  );
  return [...new Set(rules)];
}

function aboutRule(rule: string): Monaco.languages.CodeAction {
  const title = editorMessages.aboutRule(rule);
  return {
    title,
    kind: 'quickfix',
    command: { id: requestCommand, title, arguments: [{ type: 'rule', rule }] },
  };
}

function actionOf(
  model: TextModel,
  action: LanguageAction,
  markers: readonly Monaco.editor.IMarkerData[],
  isSource: boolean,
): Monaco.languages.CodeAction {
  const kinds = { quickfix: 'quickfix', refactor: 'refactor.rewrite', 'fix-all': 'quickfix' } as const;
  return {
    title: action.title,
    kind: isSource ? 'source.fixAll' : kinds[action.kind],
    edit: workspaceEditOf(model, action.edits),
    diagnostics: markers.filter((marker) => action.rule !== undefined && marker.code === action.rule),
    ...(action.kind === 'quickfix' && { isPreferred: action.safe }),
  };
}
