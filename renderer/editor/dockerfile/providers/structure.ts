import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { DockerfileSymbol, FoldingRange } from '../../../../electron/shared/dockerfile';
import type { MonacoApi, TextModel } from '../../monaco';
import type { LanguageClient } from '../language-client';
import { askAbout } from './ask';
import { editsOf, rangeOf } from './convert';

/** The outline: stages with their instructions. */
export function symbolProvider(
  monaco: MonacoApi,
  client: LanguageClient,
): Monaco.languages.DocumentSymbolProvider {
  const { SymbolKind } = monaco.languages;
  const kinds = {
    stage: SymbolKind.Class,
    instruction: SymbolKind.Method,
    argument: SymbolKind.Variable,
  } as const;
  const symbolOf = (model: TextModel, symbol: DockerfileSymbol): Monaco.languages.DocumentSymbol => ({
    name: symbol.name,
    detail: symbol.detail,
    kind: kinds[symbol.kind],
    tags: [],
    range: rangeOf(model, symbol.range),
    selectionRange: rangeOf(model, symbol.selection),
    children: symbol.children.map((child) => symbolOf(model, child)),
  });
  return {
    async provideDocumentSymbols(model) {
      const symbols = await askAbout(client, model, 'symbols');
      return symbols?.map((symbol) => symbolOf(model, symbol));
    },
  };
}

/** What can be folded: stages, continued lines, heredocs, comments. */
export function foldingProvider(
  monaco: MonacoApi,
  client: LanguageClient,
): Monaco.languages.FoldingRangeProvider {
  const { FoldingRangeKind } = monaco.languages;
  const rangeOfFold = ({ startLine, endLine, kind }: FoldingRange): Monaco.languages.FoldingRange => ({
    start: startLine,
    end: endLine,
    ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  });
  return {
    async provideFoldingRanges(model) {
      const ranges = await askAbout(client, model, 'folding');
      return ranges?.map(rangeOfFold);
    },
  };
}

/** What "Expand selection" selects, one after the other. */
export function selectionProvider(client: LanguageClient): Monaco.languages.SelectionRangeProvider {
  return {
    async provideSelectionRanges(model, positions) {
      const offsets = positions.map((position) => model.getOffsetAt(position));
      const found = await askAbout(client, model, 'selection', offsets);
      return found?.map((spans) => spans.map((span) => ({ range: rangeOf(model, span) })));
    },
  };
}

/** Formats the whole file. */
export function formattingProvider(client: LanguageClient): Monaco.languages.DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(model) {
      return editsOf(model, (await askAbout(client, model, 'format')) ?? []);
    },
  };
}

/** The values of variables in FROM, behind them. */
export function hintProvider(client: LanguageClient): Monaco.languages.InlayHintsProvider {
  return {
    async provideInlayHints(model) {
      const hints = (await askAbout(client, model, 'hints')) ?? [];
      return {
        hints: hints.map(({ offset, text }) => ({
          position: model.getPositionAt(offset),
          label: text,
          paddingLeft: true,
        })),
        dispose: () => undefined,
      };
    },
  };
}
