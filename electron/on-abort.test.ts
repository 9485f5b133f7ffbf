import { describe, expect, it, vi } from 'vitest';
import { onAbort } from './on-abort';

describe('what is done on an abort', () => {
  it('is done once, at the abort or at once after it', () => {
    const controller = new AbortController();
    const [before, after] = [vi.fn(), vi.fn()];
    onAbort(controller.signal, before);
    expect(before).not.toHaveBeenCalled();
    controller.abort();
    onAbort(controller.signal, after);
    expect(before).toHaveBeenCalledTimes(1);
    expect(after).toHaveBeenCalledTimes(1);
  });

  it('is not done when it was let go of before, or where there is no signal', () => {
    const controller = new AbortController();
    const act = vi.fn();
    onAbort(controller.signal, act)();
    onAbort(undefined, act);
    controller.abort();
    expect(act).not.toHaveBeenCalled();
  });
});
