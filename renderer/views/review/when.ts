import { reviewMessages as text } from './messages';

const day = 86_400_000;

/** A date to come, in words of days as the calendar counts them. */
export function whenInWords(due: string, now: Date): string {
  const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0);
  if (Date.parse(due) <= now.getTime()) return text.today;
  const days = Math.round((midnight(new Date(due)) - midnight(now)) / day);
  if (days < 1) return text.laterToday;
  return days === 1 ? text.tomorrow : text.inDays(days);
}
