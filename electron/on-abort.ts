/**
 * Does something once when a signal is aborted; at once where it is already, since an abort that was before is never
 * heard of.
 * @returns lets go of the signal, which may outlive many who listen.
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}
