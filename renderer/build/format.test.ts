import { expect, it } from 'vitest';
import { formatBytes, formatMs, shortId } from './format';

it('formats times, sizes and ids as people read them', () => {
  expect([0, 49, 50, 432, 12_340, 59_960, 125_000].map(formatMs)).toEqual([
    '0.0 s',
    '< 0.1 s',
    '0.1 s',
    '0.4 s',
    '12.3 s',
    '60.0 s',
    '2 min 05 s',
  ]);
  expect([0, 999, 1000, 4_512_000, 256_300_000, 1_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '4.5 MB',
    '256 MB',
    '1 GB',
  ]);
  expect(shortId('sha256:0123456789abcdef')).toBe('0123456789ab');
});
