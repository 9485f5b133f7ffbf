import { expect, it } from 'vitest';
import { longHex } from './theme';

it('takes colours as they are written and as a minifier writes them', () => {
  expect(longHex('#1a2b3c')).toBe('#1a2b3c');
  expect(longHex('#fff')).toBe('#ffffff');
  expect(longHex('#1aF')).toBe('#11aaFF');
  expect(longHex('')).toBe('#808080');
});
