import { type AppContext, h, render } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import DeckView from './DeckView.vue';

/** Milliseconds in which a first deck has been drawn, measured and fitted. */
const life = 300;

/**
 * Draws a deck that nobody sees, and takes it away again. The first deck of a page is the slow one: all that draws,
 * cleans and fits slides is compiled for it; so the learner's own is the second.
 */
export function warmSlide(deck: Deck, context: AppContext): void {
  if (document.querySelector('section.deck')) return; // a lesson was opened meanwhile
  const host = document.createElement('div');
  host.inert = true;
  host.style.cssText = 'position:fixed;left:-3000px;top:0;width:1000px;height:640px;visibility:hidden';
  document.body.append(host);
  const view = h(DeckView, { deck, slide: 2, baseUrl: 'app://drydock/course/', keys: false });
  view.appContext = context;
  render(view, host);
  setTimeout(() => {
    render(null, host);
    host.remove();
  }, life);
}
