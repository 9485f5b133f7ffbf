/** The worker's entry: decks are read away from the thread that draws. */
import { answersTo } from './answers';
import type { MessageEnd, ReadAnswer, ReadRequest } from './protocol';

/** Milliseconds in which the window draws an excerpt: until then the processor is its own. */
const DRAWING = 100;

const scope = self as unknown as MessageEnd<ReadAnswer, ReadRequest>;
scope.onmessage = ({ data }) => {
  const answers = answersTo(data);
  const rest = (): void => {
    for (const answer of answers) scope.postMessage(answer);
  };
  if (!data.excerpt) {
    rest();
    return;
  }
  const first = answers.next();
  if (!first.done) scope.postMessage(first.value);
  setTimeout(rest, DRAWING);
};
