import { describe, expect, it } from 'vitest';
import { actionsOf, pagePorts, portText } from './actions';
import { chartLine, rate, scaleTop, withSample } from './chart';

describe('actionsOf', () => {
  it.each([
    ['running', true, 'stop restart pause kill remove'],
    ['running', false, 'stop restart kill remove'],
    ['paused', true, 'unpause kill remove'],
    ['exited', true, 'start remove'],
    ['removing', true, ''],
  ] as const)('%s, pausing known: %s', (state, canPause, actions) => {
    expect(actionsOf(state, canPause).join(' ')).toBe(actions);
  });
});

describe('ports', () => {
  const port = (containerPort: number, hostPort?: number, hostAddress = '127.0.0.1') => ({
    containerPort,
    protocol: 'tcp' as const,
    ...(hostPort !== undefined && { hostPort, hostAddress }),
  });

  it('are written with where they are', () => {
    expect(portText(port(80, 8080))).toBe('8080 → 80');
    expect(portText(port(80))).toBe('80');
    expect(portText({ ...port(53, 53), protocol: 'udp' })).toBe('53 → 53/udp');
  });

  it('show a page once, and only where they are published', () => {
    const ports = [
      port(8080, 5),
      port(80, 4),
      port(80, 4, '::1'),
      port(443),
      { ...port(53, 9), protocol: 'udp' as const },
    ];
    expect(pagePorts(ports).map(({ containerPort }) => containerPort)).toEqual([80, 8080]);
  });
});

describe('the live chart', () => {
  it('keeps the newest values', () => {
    expect(withSample([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
  });

  it.each([
    [[], 10, 10],
    [[12], 10, 20],
    [[0.3], 0.1, 0.5],
    [[99, 100], 1, 100],
    [[501], 1, 1000],
  ])('%j ends at %d or more', (values, least, top) => {
    expect(scaleTop(values, least)).toBe(top);
  });

  it('draws from the right', () => {
    expect(chartLine([0, 10, 20], 10, { width: 40, height: 10, most: 5 })).toBe('M20 10L30 0L40 0');
    expect(chartLine([], 10, { width: 40, height: 10, most: 5 })).toBe('');
  });

  it('makes a rate of a counter', () => {
    expect(rate(100, 300, 2)).toBe(100);
    expect(rate(100, 40, 2)).toBe(20);
    expect(rate(1, 2, 0)).toBe(0);
  });
});
