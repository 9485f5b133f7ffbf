import TidyWorker from './tidy.worker?worker';

/** A deck's text in the normal form of its print. @throws Error where it could not be made. */
export function tidyDeck(source: string): Promise<string> {
  const worker = new TidyWorker();
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = (event) => reject(new Error(`The deck could not be tidied up: ${event.message}.`));
    worker.postMessage(source);
  }).finally(() => worker.terminate());
}
