import { onAbort } from '../../on-abort';
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
  let release = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    release = onAbort(signal, () => {
      reject(cancelled(message));
    });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    release();
  }
}
