import { LanguageClient } from '../language-client';
import type { LanguagePort } from '../language-client';
import { LanguageService } from '../language-service';
import type { FromWorker, ToWorker } from '../protocol';

/** A client with the real language service in the same thread: every message is cloned and comes later, as in a worker. */
export function inProcessClient(): LanguageClient {
  return new LanguageClient(inProcessPort);
}

/** The window's end of a channel whose other end is a new language service. */
export function inProcessPort(): LanguagePort {
  const service = new LanguageService();
  const port: LanguagePort = {
    onmessage: null,
    postMessage(message: ToWorker) {
      const arrived = structuredClone(message);
      queueMicrotask(() => {
        const answer: FromWorker | undefined = service.receive(arrived);
        if (answer) port.onmessage?.({ data: structuredClone(answer) } as MessageEvent<FromWorker>);
      });
    },
  };
  return port;
}
