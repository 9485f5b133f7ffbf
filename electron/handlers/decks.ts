import { type Catalogue, readDeckSource, saveDeckSource } from '../courses';
import type { Handlers } from '../shared/contract';

type Methods = 'decks.source' | 'decks.save';

/** Handlers of decks whose author edits them in the app. */
export function deckHandlers(catalogue: Pick<Catalogue, 'deckPlace'>): Pick<Handlers, Methods> {
  return {
    'decks.source': async (lesson) => readDeckSource(catalogue.deckPlace(lesson)),
    'decks.save': async (lesson, text, version) => saveDeckSource(catalogue.deckPlace(lesson), text, version),
  };
}
