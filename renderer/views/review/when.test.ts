import { expect, it } from 'vitest';
import { whenInWords } from './when';

it('counts days as the calendar does', () => {
  const now = new Date(2026, 2, 10, 22, 0);
  const at = (day: number, hour: number): string => new Date(2026, 2, day, hour).toISOString();
  expect(whenInWords(at(10, 21), now)).toBe('now');
  expect(whenInWords(at(10, 23), now)).toBe('later today');
  expect(whenInWords(at(11, 1), now)).toBe('tomorrow');
  expect(whenInWords(at(12, 23), now)).toBe('in 2 days');
});
