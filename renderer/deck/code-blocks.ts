import { deckMessages } from './messages';
import { element } from './pictures';
import { sanitiseToNodes } from './sanitise';

/** Longer code is shown plain: colouring it would be felt. */
const LONGEST_COLOURED = 20_000;

/** What a click on a code block's button asks for. */
export interface CodeActions {
  readonly tryIt: (language: string, code: string) => void;
}

/** Gives code blocks their bar (language or file name, copy, try it) and colours them as soon as the grammars are there. */
export function showCodeBlocks(root: HTMLElement, actions: CodeActions): void {
  const blocks = [...root.querySelectorAll<HTMLElement>('div.code:not([data-language="mermaid"])')];
  const sources = new Map(blocks.map((block) => [block, codeOf(block)]));
  for (const [block, source] of sources) block.prepend(bar(block, source, actions));
  const coloured = [...sources].filter(
    ([block, source]) => block.dataset['language'] && source.length < LONGEST_COLOURED,
  );
  for (const block of blocks) if (block.dataset['lines']) splitLines(block);
  if (coloured.length === 0) return;
  void import('./languages').then(({ highlight }) => {
    for (const [block, source] of coloured) colour(block, source, highlight);
  });
}

function codeOf(block: HTMLElement): string {
  return block.querySelector('code')?.textContent ?? '';
}

function bar(block: HTMLElement, source: string, actions: CodeActions): HTMLElement {
  const language = block.dataset['language'] ?? '';
  const row = element('div', 'code-bar');
  const copy = button('code-copy', deckMessages.copy);
  copy.addEventListener('click', () => void copyText(source, copy));
  row.append(element('span', 'code-name', block.dataset['title'] || language));
  if (block.dataset['runnable'] === 'true') {
    const tryIt = button('code-try', deckMessages.tryIt);
    tryIt.setAttribute('aria-label', deckMessages.tryItLabel(language));
    tryIt.addEventListener('click', () => actions.tryIt(language, source));
    row.append(tryIt);
  }
  row.append(copy);
  return row;
}

function button(className: string, text: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = text;
  return made;
}

async function copyText(text: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = deckMessages.copied;
  } catch {
    said.textContent = deckMessages.copyFailed;
  }
  setTimeout(() => (said.textContent = deckMessages.copy), 1500);
}

function colour(
  block: HTMLElement,
  source: string,
  highlight: (code: string, language: string) => string | undefined,
): void {
  const code = block.querySelector('code');
  const html = highlight(source, block.dataset['language'] ?? '');
  if (!code || html === undefined) return;
  const marked = block.dataset['marked'] ?? '';
  code.replaceChildren(sanitiseToNodes(html));
  if (!block.dataset['lines']) return;
  splitLines(block);
  markLines(block, marked);
}

/** Puts every line into an element of its own, so that lines can be pointed at. */
function splitLines(block: HTMLElement): void {
  const code = block.querySelector('code');
  if (!code) return;
  const lines: HTMLElement[] = [element('span', 'code-line')];
  const path: Node[] = [];
  const add = (node: Node): void => {
    const parent = path.at(-1) ?? lines.at(-1);
    parent?.appendChild(node);
  };
  const breakLine = (): void => {
    const line = element('span', 'code-line');
    lines.push(line);
    let parent: Node = line;
    path.forEach((outer, index) => {
      const copy = outer.cloneNode(false);
      parent.appendChild(copy);
      path[index] = parent = copy;
    });
  };
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      (node.textContent ?? '').split('\n').forEach((text, index) => {
        if (index > 0) breakLine();
        add(document.createTextNode(text));
      });
      return;
    }
    const copy = node.cloneNode(false);
    add(copy);
    path.push(copy);
    node.childNodes.forEach(walk);
    path.pop();
  };
  [...code.childNodes].forEach(walk);
  if (lines.at(-1)?.textContent === '') lines.pop();
  code.replaceChildren(...lines);
}

/** Line numbers of a step such as `1,3-5`; an empty step means all lines. */
export function parseLines(step: string): Set<number> {
  const numbers = new Set<number>();
  for (const part of step.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number);
    for (let line = from; line <= Math.min(to, from + 2000) && line > 0; line++) numbers.add(line);
  }
  return numbers;
}

/** Points at the lines of one step. */
export function markLines(block: HTMLElement, step: string): void {
  block.dataset['marked'] = step;
  const numbers = parseLines(step);
  block.querySelectorAll('.code-line').forEach((line, index) => {
    line.classList.toggle('is-dimmed', numbers.size > 0 && !numbers.has(index + 1));
  });
}
