import { onBeforeUnmount, onMounted } from 'vue';
import type { Arrows } from './use-arrows';

/** What keys do on a deck. */
export interface DeckKeys {
  readonly next: () => void;
  readonly previous: () => void;
  /** Ways in two dimensions. */
  readonly arrows: Arrows;
  readonly nextSection: () => void;
  readonly previousSection: () => void;
  readonly first: () => void;
  readonly last: () => void;
  /** Back out of what is open, or end the talk. */
  readonly escape: () => void;
  readonly overview: () => void;
  readonly contents: () => void;
  readonly bookmark: () => void;
  readonly search: () => void;
  readonly fullScreen: () => void;
  readonly presenter: () => void;
  readonly blank: () => void;
  /** Take up or put down a tool of a talk. */
  readonly laser: () => void;
  readonly pen: () => void;
  /** Take back the last line drawn, or all of them. */
  readonly undo: () => void;
  readonly clear: () => void;
  /** A number was typed and confirmed: 1-based. */
  readonly goTo: (number: number) => void;
  /** Digits typed so far, `''` when there are none any more. */
  readonly typing: (digits: string) => void;
}

/** Where keys mean something else: typing, a terminal, an editor, an open dialog, a menu. */
const ELSEWHERE =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], .monaco-editor, .xterm, [role="dialog"], [role="menu"], [role="listbox"], [role="tree"], [role="separator"], [role="tablist"], [data-own-keys]';

/** Whether a key belongs to the deck and not to what has the focus. */
export function belongsToDeck(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey)
    return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(ELSEWHERE)) return false;
  const pressesTarget = event.key === ' ' || event.key === 'Enter';
  return !(pressesTarget && target?.closest('button, a[href], summary, [role="button"], [role="tab"]'));
}

/** The key's name in the table below; shift matters for arrows and space only. */
function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.shiftKey && /^(?:Arrow|\s$)/.test(key) ? `Shift+${key}` : key;
}

function actionsByKey(keys: DeckKeys): Readonly<Record<string, () => void>> {
  return {
    ArrowRight: keys.arrows.right,
    ArrowDown: keys.arrows.down,
    PageDown: keys.next,
    ' ': keys.next,
    n: keys.next,
    l: keys.arrows.right,
    j: keys.arrows.down,
    ArrowLeft: keys.arrows.left,
    ArrowUp: keys.arrows.up,
    PageUp: keys.previous,
    'Shift+ ': keys.previous,
    p: keys.previous,
    h: keys.arrows.left,
    k: keys.arrows.up,
    'Shift+ArrowRight': keys.nextSection,
    'Shift+ArrowDown': keys.arrows.bottom,
    'Shift+ArrowLeft': keys.previousSection,
    'Shift+ArrowUp': keys.arrows.top,
    Home: keys.first,
    End: keys.last,
    Escape: keys.escape,
    o: keys.overview,
    c: keys.contents,
    m: keys.bookmark,
    '/': keys.search,
    f: keys.fullScreen,
    s: keys.presenter,
    F5: keys.presenter, // a presentation remote's button for beginning
    r: keys.laser,
    d: keys.pen,
    z: keys.undo,
    e: keys.clear,
    b: keys.blank,
    '.': keys.blank,
  };
}

/** Listens to the keys reveal.js users know; sleeps while an editor, terminal or field has the focus. */
export function useKeyboard(keys: DeckKeys, isActive: () => boolean): void {
  const actions = actionsByKey(keys);
  let digits = '';

  function onKey(event: KeyboardEvent): void {
    if (!isActive() || !belongsToDeck(event)) return;
    const isDigit = /^\d$/.test(event.key);
    const action =
      digits && event.key === 'Enter' ? () => keys.goTo(Number(digits)) : actions[keyName(event)];
    if (isDigit) digits = (digits + event.key).slice(-5);
    else if (action) {
      event.preventDefault();
      action();
      digits = '';
    } else return;
    keys.typing(digits);
  }

  onMounted(() => document.addEventListener('keydown', onKey));
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey));
}
