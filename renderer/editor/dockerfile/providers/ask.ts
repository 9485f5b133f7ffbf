import type { TextModel } from '../../monaco';
import type { ArgumentsOf, MethodsOf, ResultOf } from '../../worker/protocol';

/** Whoever answers questions about texts. */
interface Asked<T extends MethodsOf<T>> {
  readonly methods?: T;
  ask<M extends keyof T>(
    key: string,
    text: string,
    method: M,
    ...args: ArgumentsOf<T, M>
  ): Promise<ResultOf<T, M> | undefined>;
}

/** Asks about a model as it is now; undefined when it changed before the answer came. */
export async function askAbout<T extends MethodsOf<T>, M extends keyof T>(
  client: Asked<T>,
  model: TextModel,
  method: M,
  ...args: ArgumentsOf<T, M>
): Promise<ResultOf<T, M> | undefined> {
  const version = model.getVersionId();
  const answer = await client.ask(model.uri.path, model.getValue(), method, ...args);
  return model.isDisposed() || model.getVersionId() !== version ? undefined : answer;
}
