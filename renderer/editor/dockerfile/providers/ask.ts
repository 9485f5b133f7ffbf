import type { TextModel } from '../../monaco';
import type { LanguageClient } from '../language-client';
import type { LanguageArguments, LanguageMethod, LanguageResult } from '../protocol';

/** Asks about a model as it is now; undefined when it changed before the answer came. */
export async function askAbout<M extends LanguageMethod>(
  client: LanguageClient,
  model: TextModel,
  method: M,
  ...args: LanguageArguments<M>
): Promise<LanguageResult<M> | undefined> {
  const version = model.getVersionId();
  const answer = await client.ask(model.uri.path, model.getValue(), method, ...args);
  return model.isDisposed() || model.getVersionId() !== version ? undefined : answer;
}
