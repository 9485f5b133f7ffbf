import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { CompletionItem, CompletionKind } from '../../../../electron/shared/dockerfile';
import type { MonacoApi, TextModel } from '../../monaco';
import type { LanguageClient } from '../language-client';
import { rangeOf } from './convert';

/** Proposals while typing. */
export function completionProvider(
  monaco: MonacoApi,
  client: LanguageClient,
): Monaco.languages.CompletionItemProvider {
  return {
    triggerCharacters: [' ', '-', '=', ',', '$', '{', '/', '"', ':'],
    /** Monaco asks once for a word and narrows the answer by what is typed on, so a late answer still counts. */
    async provideCompletionItems(model, position) {
      const offset = model.getOffsetAt(position);
      const items = await client.askAsOf(model.uri.path, model.getValue(), 'completion', offset);
      if (model.isDisposed()) return { suggestions: [] };
      return { suggestions: (items ?? []).map((item) => suggestionOf(monaco, model, item)) };
    },
  };
}

/** A proposal as Monaco wants it. `language` colours its documentation; that of a key is Markdown. */
export function suggestionOf(
  monaco: MonacoApi,
  model: TextModel,
  item: CompletionItem,
  language = 'dockerfile',
): Monaco.languages.CompletionItem {
  const { CompletionItemInsertTextRule } = monaco.languages;
  const isPath = item.kind === 'folder';
  return {
    label: item.label,
    kind: kindOf(monaco, item.kind),
    insertText: item.insert,
    range: rangeOf(model, item.range),
    ...(item.snippet && { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet }),
    ...(item.detail && { detail: item.detail }),
    ...(item.documentation && { documentation: { value: documented(item, language) } }),
    ...(item.sort && { sortText: `${item.sort} ${item.label}` }),
    // A chosen folder, flag or key wants its rest at once.
    ...((isPath || item.insert.endsWith('=')) && {
      command: { id: 'editor.action.triggerSuggest', title: '' },
    }),
  };
}

function documented({ documentation = '', kind }: CompletionItem, language: string): string {
  if (kind === 'flag') return documentation;
  const plain = documentation
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d/g, '')
    .replace(/\\\\/g, '\\');
  return `\`\`\`${language}\n${plain}\n\`\`\``;
}

function kindOf(monaco: MonacoApi, kind: CompletionKind): Monaco.languages.CompletionItemKind {
  const kinds = monaco.languages.CompletionItemKind;
  switch (kind) {
    case 'instruction':
      return kinds.Keyword;
    case 'snippet':
      return kinds.Snippet;
    case 'flag':
      return kinds.Property;
    case 'value':
      return kinds.Value;
    case 'stage':
      return kinds.Class;
    case 'image':
      return kinds.Module;
    case 'variable':
      return kinds.Variable;
    case 'file':
      return kinds.File;
    case 'folder':
      return kinds.Folder;
    case 'command':
      return kinds.Function;
    case 'rule':
      return kinds.EnumMember;
  }
}
