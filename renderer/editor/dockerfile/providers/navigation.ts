import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { MonacoApi } from '../../monaco';
import { editorMessages } from '../../messages';
import type { LanguageClient } from '../language-client';
import { askAbout } from './ask';
import { rangeOf, workspaceEditOf } from './convert';

/** Where a stage or variable is defined. */
export function definitionProvider(client: LanguageClient): Monaco.languages.DefinitionProvider {
  return {
    async provideDefinition(model, position) {
      const span = await askAbout(client, model, 'definition', model.getOffsetAt(position));
      return span ? { uri: model.uri, range: rangeOf(model, span) } : null;
    },
  };
}

/** Everywhere a stage or variable is written. */
export function referenceProvider(client: LanguageClient): Monaco.languages.ReferenceProvider {
  return {
    async provideReferences(model, position, context) {
      const found = await askAbout(client, model, 'references', model.getOffsetAt(position));
      return (found ?? [])
        .filter(({ kind }) => context.includeDeclaration || kind === 'use')
        .map(({ span }) => ({ uri: model.uri, range: rangeOf(model, span) }));
    },
  };
}

/** The same, marked while the cursor is on one of them. */
export function highlightProvider(
  monaco: MonacoApi,
  client: LanguageClient,
): Monaco.languages.DocumentHighlightProvider {
  const { DocumentHighlightKind } = monaco.languages;
  return {
    async provideDocumentHighlights(model, position) {
      const found = await askAbout(client, model, 'references', model.getOffsetAt(position));
      return (found ?? []).map(({ span, kind }) => ({
        range: rangeOf(model, span),
        kind: kind === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    },
  };
}

/** Gives a stage or variable another name everywhere. */
export function renameProvider(client: LanguageClient): Monaco.languages.RenameProvider {
  return {
    async resolveRenameLocation(model, position) {
      const found = await askAbout(client, model, 'nameAt', model.getOffsetAt(position));
      if (found) return { range: rangeOf(model, found.span), text: found.name };
      const range = rangeOf(model, { start: 0, end: 0 });
      return { range, text: '', rejectReason: editorMessages.nothingToRename };
    },
    async provideRenameEdits(model, position, newName) {
      const renamed = await askAbout(client, model, 'rename', model.getOffsetAt(position), newName);
      if (!renamed) return { edits: [], rejectReason: editorMessages.changedMeanwhile };
      if ('problem' in renamed) return { edits: [], rejectReason: renamed.problem };
      return workspaceEditOf(model, renamed.edits);
    },
  };
}
