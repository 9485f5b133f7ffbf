/** The worker's entry: decks are read away from the thread that draws. */
import { answersTo } from './answers';
import type { MessageEnd, ReadAnswer, ReadRequest } from './protocol';

const scope = self as unknown as MessageEnd<ReadAnswer, ReadRequest>;
scope.onmessage = ({ data }) => {
  for (const answer of answersTo(data)) scope.postMessage(answer);
};
