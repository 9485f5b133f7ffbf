import { LanguageClient } from './language-client';
import LanguageWorker from './language.worker?worker';

let shared: LanguageClient | undefined;

/** The window's language client. */
export function languageClient(): LanguageClient {
  shared ??= new LanguageClient(() => new LanguageWorker({ name: 'dockerfile' }));
  return shared;
}
