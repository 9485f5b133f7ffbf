/** The worker's entry: the language engine, away from the thread that draws. */
import { LanguageService } from './language-service';
import type { FromWorker, MessageEnd, ToWorker } from './protocol';

const service = new LanguageService();
const scope = self as unknown as MessageEnd<FromWorker, ToWorker>;
scope.onmessage = ({ data }) => {
  const answer = service.receive(data);
  if (answer) scope.postMessage(answer);
};
