import type * as Bundle from './xterm-bundle';

export type Xterm = typeof Bundle;

let loading: Promise<Xterm> | undefined;

/** xterm.js, loaded once, when the first terminal is opened. After a failed load the next call tries again. */
export function loadXterm(): Promise<Xterm> {
  loading ??= import('./xterm-bundle').catch((thrown: unknown) => {
    loading = undefined;
    throw thrown;
  });
  return loading;
}
