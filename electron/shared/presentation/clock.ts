import type { PresentationClock } from './model';

/** Milliseconds the stopwatch shows at the time `now`. */
export function elapsed(clock: PresentationClock, now: number): number {
  return clock.before + (clock.since === null ? 0 : Math.max(0, now - clock.since));
}

/** Starts a paused stopwatch, pauses a running one. */
export function toggleClock(clock: PresentationClock, now: number): PresentationClock {
  return clock.since === null
    ? { ...clock, since: now }
    : { ...clock, before: elapsed(clock, now), since: null };
}

/** Back to zero, running or paused as it was. */
export function resetClock(clock: PresentationClock, now: number): PresentationClock {
  return { ...clock, before: 0, since: clock.since === null ? null : now };
}

/**
 * How far a talk is ahead of its plan, in milliseconds; negative when it is behind, 0 while it is within the time of
 * its slide. Every slide gets the same time.
 * @param index of the slide on the screen, of `all`.
 * @returns null where no time was planned or there is nothing to present.
 */
export function ahead(clock: PresentationClock, now: number, index: number, all: number): number | null {
  if (clock.minutes === null || all < 1) return null;
  const share = (clock.minutes * 60_000) / all;
  const spent = elapsed(clock, now);
  if (spent < index * share) return index * share - spent;
  return Math.min(0, (index + 1) * share - spent);
}

/** `4:05`, `1:02:09`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
