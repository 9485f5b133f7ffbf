import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { SemanticToken } from '../../../../electron/shared/dockerfile';
import { TOKEN_TYPES } from '../../../../electron/shared/dockerfile';
import type { LanguageClient } from '../language-client';
import { askAbout } from './ask';

/** Colours from the tree instead of patterns, the shell in RUN included. */
export function semanticTokensProvider(
  client: LanguageClient,
): Monaco.languages.DocumentSemanticTokensProvider {
  return {
    getLegend: () => ({ tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] }),
    async provideDocumentSemanticTokens(model) {
      const tokens = await askAbout(client, model, 'tokens');
      return tokens && { data: encodeTokens(tokens) };
    },
    releaseDocumentSemanticTokens: () => undefined,
  };
}

/** Five numbers for each token, line and column relative to the token before (Language Server Protocol, 3.17). */
export function encodeTokens(tokens: readonly SemanticToken[]): Uint32Array {
  const data = new Uint32Array(tokens.length * 5);
  let line = 1;
  let column = 1;
  for (const [index, token] of tokens.entries()) {
    const start = token.line === line ? column : 1;
    const type = TOKEN_TYPES.indexOf(token.type);
    data.set([token.line - line, token.column - start, token.length, type, 0], index * 5);
    ({ line, column } = token);
  }
  return data;
}
