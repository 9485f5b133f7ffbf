/** Milliseconds after which work is done however busy the window is. */
const LONGEST_WAIT = 200;

/**
 * Does work that can wait when the window has nothing to draw and no key to answer: the frame after a key belongs to
 * what the key asked for. Work is done in the order in which it was given.
 * @returns a function that takes the work back.
 */
export function whenIdle(work: () => void): () => void {
  const waiting = requestIdleCallback(work, { timeout: LONGEST_WAIT });
  return () => cancelIdleCallback(waiting);
}
