import type { MonacoApi } from './monaco';

/** A design token's value in the theme that is on now, as the #rrggbb that Monaco asks for. */
function token(name: string): string {
  return longHex(getComputedStyle(document.documentElement).getPropertyValue(`--dd-${name}`).trim());
}

/** A minifier writes `#fff` where the tokens say `#ffffff`; Monaco takes only the long form. */
export function longHex(colour: string): string {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  return /^#[\da-f]{6}$/i.test(colour) ? colour : '#808080';
}

/** Builds the editor's theme from the design tokens and puts it on. Call it again when the theme changes. */
export function applyTheme(monaco: MonacoApi, dark: boolean): void {
  const plain = (name: string) => token(name).slice(1);
  const name = dark ? 'drydock-dark' : 'drydock-light';
  monaco.editor.defineTheme(name, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: plain('text') },
      { token: 'comment', foreground: plain('text-muted'), fontStyle: 'italic' },
      { token: 'metatag', foreground: plain('text-muted') }, // a script's first line: red looks like an error
      { token: 'keyword', foreground: plain('accent') },
      { token: 'tag', foreground: plain('accent') },
      { token: 'type', foreground: plain('accent') },
      { token: 'string', foreground: plain('success') },
      { token: 'attribute.value', foreground: plain('success') },
      { token: 'number', foreground: plain('warning') },
      { token: 'variable', foreground: plain('warning') },
      { token: 'attribute.name', foreground: plain('warning') },
      { token: 'delimiter', foreground: plain('text-muted') },
      // What the language worker calls the parts of a Dockerfile.
      { token: 'macro', foreground: plain('text-muted') },
      { token: 'property', foreground: plain('text-muted') },
      { token: 'class', foreground: plain('accent'), fontStyle: 'bold' },
      { token: 'namespace', foreground: plain('success') },
      { token: 'function', foreground: plain('text'), fontStyle: 'bold' },
      { token: 'operator', foreground: plain('text-muted') },
    ],
    colors: {
      'editor.background': token('surface-raised'),
      'editor.foreground': token('text'),
      'editor.lineHighlightBackground': `${token('surface-sunken')}80`,
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${token('focus')}48`,
      // Not fainter: numbers are text, and have to be read (WCAG 1.4.3). The dimmed one is that of an empty last line.
      'editorLineNumber.foreground': token('text-muted'),
      'editorLineNumber.dimmedForeground': token('text-muted'),
      'editorLineNumber.activeForeground': token('text'),
      'editorCursor.foreground': token('accent'),
      'editorIndentGuide.background1': token('border'),
      'editorWidget.background': token('surface-raised'),
      'editorWidget.border': token('border'),
      'editorHoverWidget.background': token('surface-raised'),
      'editorHoverWidget.border': token('border'),
      'editorSuggestWidget.background': token('surface-raised'),
      'editorSuggestWidget.border': token('border'),
      'editorSuggestWidget.selectedBackground': token('accent-soft'),
      'editorSuggestWidget.selectedForeground': token('text'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorSuggestWidget.focusHighlightForeground': token('accent'),
      'quickInput.background': token('surface-raised'),
      'quickInputList.focusBackground': token('accent-soft'),
      'quickInputList.focusForeground': token('text'),
      'list.hoverBackground': token('surface-sunken'),
      'input.background': token('surface'),
      'input.border': token('border'),
      'menu.background': token('surface-raised'),
      'menu.foreground': token('text'),
      'menu.border': token('border'),
      'menu.selectionBackground': token('accent-soft'),
      'menu.selectionForeground': token('text'),
      'editorError.foreground': token('danger'),
      'editorWarning.foreground': token('warning'),
      'editorInfo.foreground': token('accent'),
      'editorInlayHint.foreground': token('text-muted'),
      'editorInlayHint.background': `${token('surface-sunken')}90`,
      'editorLink.activeForeground': token('accent'),
      'editorCodeLens.foreground': token('text-muted'),
      'editorGutter.background': token('surface-raised'),
      'diffEditor.insertedTextBackground': `${token('success')}30`,
      'diffEditor.removedTextBackground': `${token('danger')}30`,
      'diffEditor.insertedLineBackground': `${token('success')}18`,
      'diffEditor.removedLineBackground': `${token('danger')}18`,
      'scrollbarSlider.background': `${token('text-muted')}40`,
      'scrollbarSlider.hoverBackground': `${token('text-muted')}70`,
      'widget.shadow': dark ? '#00000080' : '#1a232920',
      focusBorder: token('focus'),
    },
  });
  monaco.editor.setTheme(name);
}
