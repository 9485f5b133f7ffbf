import { cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Deck, parseDeck, renderSlide } from '../../electron/shared/deck';

/** One window of the size that Drydock's has, with the slides in it. */
const main = `const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  window.loadFile(join(__dirname, 'index.html'));
});
`;

/** Milliseconds from the beginning of the page to the end of the frame that has the first slide. */
const start = `import Reveal from './reveal/reveal.mjs';
const deck = new Reveal({ hash: false });
await deck.initialize();
requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => (globalThis.firstSlideAfter = performance.now());
  channel.port2.postMessage(null);
});
`;

/**
 * Writes an Electron app into a folder that shows a deck with reveal.js, as Drydock's peer. It gets the slides as ready
 * HTML and local style sheets: it need not read Markdown, as Drydock does within its time.
 */
export function writeRevealApp(folder: string, source: string): void {
  const reveal = dirname(createRequire(import.meta.url).resolve('reveal.js'));
  cpSync(reveal, join(folder, 'reveal'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"reveal","version":"1.0.0","main":"main.cjs"}');
  writeFileSync(join(folder, 'main.cjs'), main);
  writeFileSync(join(folder, 'start.mjs'), start);
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="reveal/reveal.css">' +
      '<link rel="stylesheet" href="reveal/theme/white.css"><div class="reveal"><div class="slides">' +
      `${sectionsOf(parseDeck(source))}</div></div><script type="module" src="start.mjs"></script>\n`,
  );
}

/** Slides as reveal.js wants them: columns of sections in a section. */
function sectionsOf(deck: Deck): string {
  const columns = new Map<number, string[]>();
  deck.slides.forEach(({ h }, index) => {
    columns.set(h, [...(columns.get(h) ?? []), `<section>${renderSlide(deck, index)}</section>`]);
  });
  return [...columns.values()].map((slides) => `<section>${slides.join('')}</section>`).join('\n');
}
