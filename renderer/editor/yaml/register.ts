import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { YamlSymbol } from '../../../electron/shared/yaml/symbols';
import { askAbout } from '../dockerfile/providers/ask';
import { suggestionOf } from '../dockerfile/providers/completion';
import { rangeOf, workspaceEditOf } from '../dockerfile/providers/convert';
import type { MonacoApi, TextModel } from '../monaco';
import type { YamlClient } from './client';

const language = 'yaml';

/** Gives Monaco what the YAML worker knows of Compose and Kubernetes. To be called once. */
export function registerYaml(monaco: MonacoApi, client: () => YamlClient): void {
  const { languages } = monaco;
  languages.registerCompletionItemProvider(language, {
    triggerCharacters: [' ', ':', '-'],
    async provideCompletionItems(model, position) {
      const offset = model.getOffsetAt(position);
      const items = await client().askAsOf(model.uri.path, model.getValue(), 'completion', offset);
      if (model.isDisposed()) return { suggestions: [] };
      return { suggestions: (items ?? []).map((item) => suggestionOf(monaco, model, item, language)) };
    },
  });
  languages.registerHoverProvider(language, {
    async provideHover(model, position) {
      const found = await askAbout(client(), model, 'hover', model.getOffsetAt(position));
      if (!found) return null;
      return { range: rangeOf(model, found.range), contents: found.contents.map((value) => ({ value })) };
    },
  });
  languages.registerCodeActionProvider(
    language,
    {
      async provideCodeActions(model, range, context) {
        const start = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
        const end = model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn });
        const found = (await askAbout(client(), model, 'actions', start, end)) ?? [];
        const actions = found.map(({ title, rule, edits }) => ({
          title,
          kind: 'quickfix',
          isPreferred: true,
          edit: workspaceEditOf(model, edits),
          diagnostics: context.markers.filter(({ code }) => code === rule),
        }));
        return { actions, dispose: () => undefined };
      },
    },
    { providedCodeActionKinds: ['quickfix'] },
  );
  languages.registerDocumentSymbolProvider(language, {
    async provideDocumentSymbols(model) {
      const symbols = await askAbout(client(), model, 'symbols');
      return symbols?.map((symbol) => symbolOf(monaco, model, symbol));
    },
  });
}

function symbolOf(monaco: MonacoApi, model: TextModel, symbol: YamlSymbol): Monaco.languages.DocumentSymbol {
  const { SymbolKind } = monaco.languages;
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbol.kind === 'object' ? SymbolKind.Class : SymbolKind.Property,
    tags: [],
    range: rangeOf(model, symbol.range),
    selectionRange: rangeOf(model, symbol.selection),
    children: symbol.children.map((child) => symbolOf(monaco, model, child)),
  };
}
