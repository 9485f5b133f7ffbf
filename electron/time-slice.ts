import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which long work does nothing else at a time. */
const SLICE = 12;

/**
 * For long work on the thread that hands keys and clicks to the window.
 * @returns a function to await after each small part: it lets others go first when this work has had its turn.
 */
export function inTimeSlices(): () => Promise<void> {
  let end = performance.now() + SLICE;
  return async () => {
    if (performance.now() < end) return;
    await setImmediate();
    end = performance.now() + SLICE;
  };
}
