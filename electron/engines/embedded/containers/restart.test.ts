import { describe, expect, it } from 'vitest';
import { Restarts } from './restart';

const failed = { code: 1, ranMs: 5, asked: false };

describe('restarts', () => {
  it('wait longer each time, until the container has run well', () => {
    const restarts = new Restarts({ policy: 'always' });
    expect([failed, failed, failed].map((run) => restarts.after(run))).toEqual([100, 200, 400]);
    expect(restarts.after({ ...failed, ranMs: 20_000 })).toBe(100);
    const waits = Array.from({ length: 20 }, () => restarts.after(failed));
    expect(waits.at(-1)).toBe(60_000);
  });

  it('come only after failures, and so often, where the policy says so', () => {
    const twice = new Restarts({ policy: 'on-failure', retries: 2 });
    expect([failed, failed, failed].map((run) => twice.after(run))).toEqual([100, 200, undefined]);
    expect(new Restarts({ policy: 'on-failure', retries: 0 }).after({ ...failed, code: 0 })).toBeUndefined();
    expect(new Restarts({ policy: 'always' }).after({ ...failed, code: 0 })).toBe(100);
  });

  it('never come against what was asked for, or without a policy', () => {
    expect(new Restarts({ policy: 'unless-stopped' }).after({ ...failed, asked: true })).toBeUndefined();
    expect(new Restarts({ policy: 'no' }).after(failed)).toBeUndefined();
  });
});
