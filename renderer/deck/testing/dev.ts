import '../../ui/tokens.css';
import '../../ui/fonts.css';
import '../../ui/base.css';
import { createApp, h, ref } from 'vue';
import { parseDeck } from '../../../electron/shared/deck';
import DeckView from '../DeckView.vue';

/** A page to look at the deck view alone: `?deck=<address>&base=<address>&slide=N&theme=dark`. */
const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
document.body.style.cssText = 'margin:0;height:100vh';
const host = document.querySelector<HTMLElement>('#app');
if (host) host.style.height = '100vh';

const source = await (await fetch(query.get('deck') ?? '')).text();
const started = performance.now();
const deck = parseDeck(source);
document.title = `parsed in ${(performance.now() - started).toFixed(1)} ms`;
const slide = ref(Number(query.get('slide') ?? 0));
const seen = ref(new Set<string>());

createApp({
  render: () =>
    h(DeckView, {
      deck,
      slide: slide.value,
      seen: seen.value,
      baseUrl: query.get('base') ?? '/',
      'onUpdate:slide': (index: number) => (slide.value = index),
      onSeen: (key: string) => (seen.value = new Set([...seen.value, key])),
    }),
}).mount('#app');
