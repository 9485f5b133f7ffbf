/** The worker's entry: a long deck is printed away from the thread that draws. */
import { parseDeck, printDeck } from '../../../electron/shared/deck';
import type { MessageEnd } from './protocol';

const scope = self as unknown as MessageEnd<string, string>;
scope.onmessage = ({ data }) => scope.postMessage(printDeck(parseDeck(data)));
