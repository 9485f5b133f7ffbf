import { vi } from 'vitest';

/** A test's window has no idle time to wait for: what can wait is done at once. Taken back by `vi.unstubAllGlobals`. */
export function stubIdleCallbacks(): void {
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
  vi.stubGlobal('cancelIdleCallback', clearTimeout);
}
