import { getEventListeners } from 'node:events';
import { expect, it, vi } from 'vitest';
import { TimeLimit } from './time-limit';

it('aborts when time is over, and says so', () => {
  vi.useFakeTimers();
  try {
    const limit = new TimeLimit(1000);
    vi.advanceTimersByTime(999);
    expect([limit.signal.aborted, limit.passed]).toEqual([false, false]);
    vi.advanceTimersByTime(1);
    expect([limit.signal.aborted, limit.passed]).toEqual([true, true]);
  } finally {
    vi.useRealTimers();
  }
});

it('aborts when the caller does, before or after it was made', () => {
  const caller = new AbortController();
  const before = new TimeLimit(60_000, caller.signal);
  caller.abort();
  const after = new TimeLimit(60_000, caller.signal);
  for (const limit of [before, after]) {
    expect([limit.signal.aborted, limit.passed]).toEqual([true, false]);
    limit.clear();
  }
});

it('leaves nothing on a signal that outlives it', () => {
  const caller = new AbortController();
  const limits = Array.from({ length: 20 }, () => new TimeLimit(60_000, caller.signal));
  limits.forEach((limit) => limit.clear());
  expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
});
