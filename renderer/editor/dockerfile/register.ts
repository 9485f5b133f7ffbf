import type { MonacoApi } from '../monaco';
import type { LanguageClient } from './language-client';
import { codeActionProvider } from './providers/code-actions';
import { codeLensProvider, registerRequestCommand } from './providers/code-lens';
import { completionProvider } from './providers/completion';
import { buildNoteProvider } from './providers/build-notes';
import { linkProvider, registerLinkOpener } from './providers/links';
import { hoverProvider, signatureProvider } from './providers/hover';
import { imageHoverProvider } from './providers/image-hover';
import {
  definitionProvider,
  highlightProvider,
  referenceProvider,
  renameProvider,
} from './providers/navigation';
import { semanticTokensProvider } from './providers/semantic-tokens';
import {
  foldingProvider,
  formattingProvider,
  hintProvider,
  selectionProvider,
  symbolProvider,
} from './providers/structure';

/** Gives Monaco everything the language worker knows of Dockerfiles. To be called once, when Monaco is loaded. */
export function registerDockerfile(monaco: MonacoApi, client: LanguageClient): void {
  const { languages } = monaco;
  const language = 'dockerfile';
  languages.registerCompletionItemProvider(language, completionProvider(monaco, client));
  languages.registerHoverProvider(language, hoverProvider(client));
  languages.registerSignatureHelpProvider(language, signatureProvider(client));
  languages.registerCodeActionProvider(language, codeActionProvider(client), {
    providedCodeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll'],
  });
  languages.registerDefinitionProvider(language, definitionProvider(client));
  languages.registerReferenceProvider(language, referenceProvider(client));
  languages.registerDocumentHighlightProvider(language, highlightProvider(monaco, client));
  languages.registerRenameProvider(language, renameProvider(client));
  languages.registerDocumentSymbolProvider(language, symbolProvider(monaco, client));
  languages.registerFoldingRangeProvider(language, foldingProvider(monaco, client));
  languages.registerSelectionRangeProvider(language, selectionProvider(client));
  languages.registerDocumentSemanticTokensProvider(language, semanticTokensProvider(client));
  languages.registerDocumentFormattingEditProvider(language, formattingProvider(client));
  languages.registerInlayHintsProvider(language, hintProvider(client));
  languages.registerInlayHintsProvider(language, buildNoteProvider());
  languages.registerHoverProvider(language, imageHoverProvider(client));
  languages.registerLinkProvider(language, linkProvider(client));
  registerLinkOpener(monaco);
  registerRequestCommand(monaco);
  languages.registerCodeLensProvider(language, codeLensProvider(client));
}
