import type { FitAddon } from '@xterm/addon-fit';
import type { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { terminalKey } from './keys';
import type { TerminalKey } from './keys';
import { terminalTheme } from './theme';
import type { Xterm } from './xterm';

/** What a terminal's screen tells. */
export interface ScreenListener {
  readonly onTyped: (text: string) => void;
  readonly onResized: (columns: number, rows: number) => void;
  /** A key that is not for the program. */
  readonly onKey: (key: TerminalKey) => void;
  readonly onLink: (url: string) => void;
}

/** How a screen looks and reads. */
export interface ScreenLook {
  readonly fontSize: number;
  /** Keeps the text readable for a screen reader; costs speed, so that it is a setting. */
  readonly screenReader: boolean;
}

/** Lines that are kept above what is in sight. */
const SCROLLBACK = 10_000;

/**
 * The screen of one terminal. It lives outside the page: it goes into a view and out of it again with all that it
 * shows, so that leaving a view ends nothing.
 */
export class Screen {
  readonly #terminal: Terminal;
  readonly #fit: FitAddon;
  readonly #search: SearchAddon;
  readonly #element = document.createElement('div');
  readonly #observer = new ResizeObserver(() => this.#refit());
  #opened = false;
  #frame = 0;

  constructor(xterm: Xterm, listener: ScreenListener, look: ScreenLook, mac: boolean) {
    this.#terminal = new xterm.Terminal({
      fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
      fontSize: look.fontSize,
      lineHeight: 1.25,
      screenReaderMode: look.screenReader,
      scrollback: SCROLLBACK,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      theme: terminalTheme(),
      minimumContrastRatio: 4.5,
      allowProposedApi: true, // marks of the search
      macOptionIsMeta: true,
    });
    this.#fit = new xterm.FitAddon();
    this.#search = new xterm.SearchAddon();
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new xterm.WebLinksAddon((_event, url) => listener.onLink(url)));
    this.#terminal.onData(listener.onTyped);
    this.#terminal.onResize(({ cols, rows }) => listener.onResized(cols, rows));
    this.#terminal.attachCustomKeyEventHandler((event) => {
      const key = terminalKey(event, this.#terminal.hasSelection(), mac);
      if (key === null) return true;
      // The browser itself pastes: a page may not read the clipboard.
      if (key !== 'paste') event.preventDefault();
      if (event.type === 'keydown') listener.onKey(key);
      return false;
    });
    this.#element.className = 'screen';
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Everything that is kept, as text. */
  get text(): string {
    const { active } = this.#terminal.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd();
  }

  /** Shows output; `shown` is called when it is on the screen. */
  write(data: Uint8Array | string, shown?: () => void): void {
    this.#terminal.write(data, shown);
  }

  /** Puts the screen into an element of the page, as large as that. */
  mount(host: HTMLElement): void {
    host.append(this.#element);
    if (!this.#opened) this.#terminal.open(this.#element);
    this.#opened = true;
    this.#observer.observe(host);
    this.#refit();
  }

  unmount(): void {
    this.#observer.disconnect();
    this.#element.remove();
  }

  focus(): void {
    this.#terminal.focus();
  }

  clear(): void {
    this.#terminal.clear();
  }

  dress({ fontSize, screenReader }: ScreenLook): void {
    Object.assign(this.#terminal.options, {
      fontSize,
      screenReaderMode: screenReader,
      theme: terminalTheme(),
    });
    this.#refit();
  }

  /** Marks what is searched for and goes to the next of it; whether there is any. */
  find(text: string, backwards = false): boolean {
    if (!text) {
      this.#search.clearDecorations();
      return false;
    }
    const style = getComputedStyle(document.documentElement);
    const mark = style.getPropertyValue('--dd-warning').trim();
    const decorations = { matchOverviewRuler: mark, activeMatchColorOverviewRuler: mark };
    const options = { caseSensitive: false, incremental: !backwards, decorations };
    return backwards ? this.#search.findPrevious(text, options) : this.#search.findNext(text, options);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.unmount();
    this.#terminal.dispose();
  }

  #refit(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#element.isConnected && this.#element.clientWidth > 0) this.#fit.fit();
    });
  }
}
