import { describe, expect, it } from 'vitest';
import type { Health, Healthcheck } from '../../../shared/engine/container';
import { commandOf, HealthMonitor, isChecked } from './health';

/** A monitor whose checks end with these codes, one after another; each time the interval passes. */
async function watch(codes: readonly (number | Error)[], check: Partial<Healthcheck> = {}) {
  const told: Health[] = [];
  const left = [...codes];
  const monitor = new HealthMonitor(
    { test: ['CMD', 'check'], intervalMs: 5, ...check },
    () => {
      const code = left.shift();
      if (code instanceof Error) return Promise.reject(code);
      return Promise.resolve({ exitCode: code ?? 0, output: `said ${code}` });
    },
    (health) => told.push(health),
  );
  await expect.poll(() => left.length, { timeout: 5_000, interval: 5 }).toBe(0);
  monitor.stop();
  return { told, monitor };
}

describe('the health of a container', () => {
  it('is told when it changes: bad after so many failures in a row, good after one success', async () => {
    const { told, monitor } = await watch([1, 1, 0, 1, 1, 1, 1, 0], { retries: 3 });
    expect(told).toEqual(['healthy', 'unhealthy', 'healthy']);
    expect(monitor.log.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1, 0]);
  });

  it('does not count failures while it starts up', async () => {
    const { told, monitor } = await watch([1, 1, 1], { retries: 1, startPeriodMs: 60_000 });
    expect(told).toEqual([]);
    expect(monitor.health).toBe('starting');
  });

  it('is bad where the check cannot be made', async () => {
    const { told, monitor } = await watch([new Error('no such program')], { retries: 1 });
    expect(told).toEqual(['unhealthy']);
    expect(monitor.log).toEqual([{ exitCode: -1, output: 'no such program' }]);
  });
});

describe('a check', () => {
  it('is a command, a line for the shell, or none', () => {
    expect(commandOf(['CMD', 'a', 'b'], ['/bin/sh', '-c'])).toEqual(['a', 'b']);
    expect(commandOf(['CMD-SHELL', 'a b'], ['/bin/ash', '-c'])).toEqual(['/bin/ash', '-c', 'a b']);
    expect([null, { test: [] }, { test: ['NONE'] }, { test: ['CMD', 'x'] }].map(isChecked)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
