const waiting: (() => void)[] = [];
let isRunning = false;

function workOff(): void {
  waiting.shift()?.();
  isRunning = waiting.length > 0;
  if (isRunning) requestAnimationFrame(workOff);
}

/**
 * Does one piece of work in each frame: many of them at once would stop the window.
 * @returns a function that takes the work back.
 */
export function oneAFrame(work: () => void): () => void {
  waiting.push(work);
  if (!isRunning) {
    isRunning = true;
    requestAnimationFrame(workOff);
  }
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}
