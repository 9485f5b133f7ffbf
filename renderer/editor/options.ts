import type * as Monaco from 'monaco-editor/editor/editor.api';
import { isYaml, languageOf } from './language-of';

/** How every editor of the app behaves. */
export function editorOptions(
  fontSize: number,
): Monaco.editor.IEditorOptions & Monaco.editor.IGlobalEditorOptions {
  return {
    automaticLayout: true,
    fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
    fontSize,
    fontLigatures: false,
    lineHeight: Math.round(fontSize * 1.6),
    minimap: { enabled: false },
    glyphMargin: true,
    lineNumbersMinChars: 3,
    bracketPairColorization: { enabled: false },
    folding: true,
    padding: { top: 10, bottom: 10 },
    scrollBeyondLastLine: false,
    smoothScrolling: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    renderLineHighlight: 'line',
    roundedSelection: true,
    stickyScroll: { enabled: false },
    tabSize: 2,
    codeLensFontFamily: "'Inter Variable', system-ui, sans-serif",
    inlayHints: { fontSize: Math.round(fontSize * 0.86), padding: true },
    fixedOverflowWidgets: true,
    overviewRulerBorder: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    wordBasedSuggestions: 'currentDocument',
    accessibilitySupport: 'auto',
    'semanticHighlighting.enabled': true,
  };
}

/** Prose is read whole, code line by line. */
export function wordWrapFor(path: string): 'on' | 'off' {
  const language = languageOf(path);
  return language === 'markdown' || language === 'plaintext' ? 'on' : 'off';
}

/** Where proposals come by themselves: in YAML a key that is being typed is a text like any other. */
export function quickSuggestionsFor(path: string): Monaco.editor.IQuickSuggestionsOptions {
  return { other: true, comments: false, strings: isYaml(path) };
}
