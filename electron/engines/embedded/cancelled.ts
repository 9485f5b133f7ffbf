import { DrydockError } from '../../shared/errors';

/** The error of what was ended early. */
export function cancelled(message: string): DrydockError {
  return new DrydockError({ kind: 'cancelled', message });
}

/** What the work gives; rejects with `cancelled` when the signal aborts before. */
export async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  message: string,
): Promise<T> {
  if (!signal) return work;
  let cancel = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    cancel = (): void => {
      reject(cancelled(message));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', cancel); // it may outlive many containers
  }
}
