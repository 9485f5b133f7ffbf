import type mermaidModule from 'mermaid';
import { deckMessages } from './messages';
import { element } from './pictures';

/** A diagram that needs more is no picture for a slide, and laying it out would stop the window. */
const LONGEST_DIAGRAM = 6000;
const MOST_EDGES = 120;

type Mermaid = typeof mermaidModule;

/** What each diagram in the page was drawn from: it is drawn again in the colours of another theme. */
const sources = new WeakMap<Element, string>();
let themeObserver: MutationObserver | undefined;
let drawn = 0;

/**
 * Draws mermaid diagrams. Mermaid is loaded with the first slide that has any. What it draws becomes a picture: in a
 * picture nothing runs, loads or is clicked, and its styles end at its edge. A diagram that cannot be drawn stays code,
 * with the reason.
 */
export async function showDiagrams(root: HTMLElement): Promise<void> {
  const blocks = [...root.querySelectorAll<HTMLElement>('div.code[data-language="mermaid"]')];
  if (blocks.length === 0) return;
  const mermaid = await loadMermaid();
  for (const block of blocks) await show(mermaid, block);
  themeObserver ??= redrawWithTheme();
}

async function loadMermaid(): Promise<Mermaid> {
  const { default: mermaid } = await import('mermaid');
  return mermaid;
}

async function show(mermaid: Mermaid, block: HTMLElement): Promise<void> {
  const source = block.querySelector('code')?.textContent ?? '';
  try {
    const figure = element('figure', 'diagram');
    const image = document.createElement('img');
    image.alt = describe(source);
    image.draggable = false;
    image.tabIndex = 0;
    image.setAttribute('role', 'button');
    image.setAttribute('aria-label', deckMessages.zoom(image.alt));
    image.dataset['zoom'] = '';
    await draw(mermaid, image, source);
    figure.append(image);
    block.replaceWith(figure);
    sources.set(image, source);
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.message.split('\n', 1)[0] ?? '') : String(thrown);
    block.append(element('p', 'diagram-failure', deckMessages.diagramFailed(reason.slice(0, 200))));
  }
}

/** What an author says a diagram shows (`accTitle`, `accDescr`), or the diagram's own text. */
function describe(source: string): string {
  const said = [...source.matchAll(/^\s*acc(?:Title|Descr)\s*:\s*(.+)$/gm)].map((match) => match[1]?.trim());
  return said.length > 0
    ? said.join('. ')
    : deckMessages.diagram(source.replace(/\s+/g, ' ').trim().slice(0, 500));
}

async function draw(mermaid: Mermaid, image: HTMLImageElement, source: string): Promise<void> {
  if (source.length > LONGEST_DIAGRAM) throw new Error(deckMessages.diagramTooLong);
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false, // text of the picture itself: other HTML is not shown in pictures
    flowchart: { htmlLabels: false },
    suppressErrorRendering: true,
    maxTextSize: LONGEST_DIAGRAM,
    maxEdges: MOST_EDGES,
    theme: 'base',
    fontFamily: 'sans-serif', // a picture cannot use the app's fonts
    themeVariables: themeColours(),
  });
  const host = element('div', 'diagram-workshop');
  document.body.append(host);
  try {
    const { svg } = await mermaid.render(`diagram-${++drawn}`, source, host);
    const picture = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
    if (!picture) throw new Error(deckMessages.diagramEmpty);
    const [, , width = 0, height = 0] = (picture.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
    if (width > 0 && height > 0) {
      picture.setAttribute('width', String(width));
      picture.setAttribute('height', String(height));
      [image.width, image.height] = [Math.ceil(width), Math.ceil(height)];
    }
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  } finally {
    host.remove();
  }
}

/** The colours of the app's theme, by mermaid's names. */
function themeColours(): Readonly<Record<string, string | boolean>> {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--dd-${name}`).trim();
  return {
    darkMode: document.documentElement.dataset['theme'] === 'dark',
    background: token('surface-raised'),
    primaryColor: token('accent-soft'),
    primaryTextColor: token('text'),
    primaryBorderColor: token('accent'),
    secondaryColor: token('warning-soft'),
    tertiaryColor: token('surface-sunken'),
    lineColor: token('text-muted'),
    textColor: token('text'),
    noteBkgColor: token('warning-soft'),
    noteTextColor: token('text'),
    edgeLabelBackground: token('surface-raised'),
  };
}

function redrawWithTheme(): MutationObserver {
  const redraw = async (): Promise<void> => {
    const mermaid = await loadMermaid();
    for (const image of document.querySelectorAll<HTMLImageElement>('figure.diagram img')) {
      const source = sources.get(image);
      if (source !== undefined) await draw(mermaid, image, source);
    }
  };
  const observer = new MutationObserver(() => void redraw());
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return observer;
}
