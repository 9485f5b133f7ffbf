import type { ITheme } from '@xterm/xterm';

/** The terminal's colours, from the design tokens of the theme that is on now. */
export function terminalTheme(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--dd-${name}`).trim();
  return {
    background: token('surface-sunken'),
    foreground: token('text'),
    cursor: token('accent'),
    cursorAccent: token('surface-sunken'),
    selectionBackground: `${token('focus')}4d`,
    black: token('text'),
    brightBlack: token('text-muted'),
    red: token('danger'),
    brightRed: token('danger'),
    green: token('success'),
    brightGreen: token('success'),
    yellow: token('warning'),
    brightYellow: token('warning'),
    blue: token('accent'),
    brightBlue: token('accent'),
    magenta: token('hull'),
    brightMagenta: token('hull'),
    cyan: token('accent'),
    brightCyan: token('accent-hover'),
    white: token('text-muted'),
    brightWhite: token('text'),
  };
}
