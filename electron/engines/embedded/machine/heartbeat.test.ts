import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a heartbeat', () => {
  it('goes on while answers come, whether they are good or not', async () => {
    const hung = vi.fn();
    const ping = vi.fn().mockResolvedValueOnce(1).mockRejectedValueOnce(new Error('no')).mockResolvedValue(1);
    const heartbeat = new Heartbeat(ping, hung, 5_000);
    heartbeat.start();
    heartbeat.start(); // it beats once, however often it is started
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ping).toHaveBeenCalledTimes(10);
    expect(hung).not.toHaveBeenCalled();
    heartbeat.stop();
  });

  it('notices when no answer comes', async () => {
    const hung = vi.fn();
    const heartbeat = new Heartbeat(() => new Promise(() => undefined), hung, 5_000);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(7_900);
    expect(hung).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(hung).toHaveBeenCalledOnce();
    heartbeat.stop();
  });

  it('expects nothing of a machine that was stopped meanwhile', async () => {
    const hung = vi.fn();
    const heartbeat = new Heartbeat(() => new Promise(() => undefined), hung, 5_000);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(4_000); // a question is underway
    heartbeat.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hung).not.toHaveBeenCalled();
  });
});
