import type { Handlers } from '../shared/contract';
import { DrydockError } from '../shared/errors';

type Methods = Extract<keyof Handlers, `compose.${string}`>;

/** Handlers of Compose projects. The runner behind them is being built: until then every one says so. */
export function composeHandlers(): Pick<Handlers, Methods> {
  const notYet = (): Promise<never> =>
    Promise.reject(
      new DrydockError({ kind: 'unsupported', message: 'Compose files cannot be run in this version yet.' }),
    );
  return {
    'compose.project': notYet,
    'compose.list': notYet,
    'compose.up': notYet,
    'compose.down': notYet,
    'compose.restart': notYet,
    'compose.stop': notYet,
    'compose.cancel': notYet,
    'compose.follow': notYet,
    'compose.unfollow': notYet,
  };
}
