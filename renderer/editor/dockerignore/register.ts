import type { MonacoApi, TextModel } from '../monaco';
import type { LanguageClient } from '../dockerfile/language-client';
import type { PatternReport } from '../../../electron/shared/dockerfile';
import { askAbout } from '../dockerfile/providers/ask';
import { newRefresh } from '../dockerfile/providers/refresh';
import { ignoreMessages as text } from './messages';

const language = 'dockerignore';

/** Gives Monaco ignore files as a language: what each line does is said behind it, live. To be called once. */
export function registerDockerignore(monaco: MonacoApi, client: LanguageClient): void {
  const { languages } = monaco;
  languages.register({ id: language, filenames: ['.dockerignore'] });
  languages.setLanguageConfiguration(language, { comments: { lineComment: '#' } });
  languages.setMonarchTokensProvider(language, {
    tokenizer: {
      root: [
        [/^#.*$/, 'comment'],
        [/^\s*!/, 'keyword'],
        [/\*\*|[*?]|\[[^\]]*\]/, 'variable'],
        [/\//, 'delimiter'],
      ],
    },
  });

  const refresh = newRefresh();
  client.onConfigured(refresh.fire);
  languages.registerInlayHintsProvider(language, {
    onDidChangeInlayHints: refresh.event,
    async provideInlayHints(model) {
      const reports = (await askAbout(client, model, 'ignorePatterns')) ?? [];
      const hints = reports.map((report) => ({
        position: model.getPositionAt(report.end),
        label: text.hint(report),
        paddingLeft: true,
      }));
      return { hints, dispose: () => undefined };
    },
  });
  languages.registerHoverProvider(language, {
    async provideHover(model, { lineNumber }) {
      const report = reportAt(await askAbout(client, model, 'ignorePatterns'), lineNumber);
      if (!report) return null;
      return {
        range: rangeOfLine(model, lineNumber),
        contents: [{ value: text.hover(report) }, { value: text.lastWord }],
      };
    },
  });
  languages.registerCompletionItemProvider(language, {
    triggerCharacters: ['/', '!'],
    async provideCompletionItems(model, position) {
      const line = model.getLineContent(position.lineNumber);
      if (line.startsWith('#')) return { suggestions: [] };
      const paths = (await client.askAsOf(model.uri.path, model.getValue(), 'ignorePaths')) ?? [];
      const range = {
        ...rangeOfLine(model, position.lineNumber),
        startColumn: 1 + (/^\s*!?\s*\/?/.exec(line)?.[0].length ?? 0),
      };
      const { File, Folder } = languages.CompletionItemKind;
      return {
        suggestions: paths.map(({ path, isFolder }) => ({
          label: path,
          insertText: path,
          kind: isFolder ? Folder : File,
          range,
        })),
      };
    },
  });
}

function reportAt(reports: readonly PatternReport[] | undefined, line: number): PatternReport | undefined {
  return reports?.find((report) => report.line === line);
}

function rangeOfLine(model: TextModel, line: number) {
  return {
    startLineNumber: line,
    startColumn: 1,
    endLineNumber: line,
    endColumn: model.getLineMaxColumn(line),
  };
}
