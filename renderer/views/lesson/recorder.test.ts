import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LearnerFact } from '../../../electron/shared/progress/events';
import { awayMs, batchMs, LessonRecorder } from './recorder';

describe('LessonRecorder', () => {
  let sent: LearnerFact[];
  let batches: number;
  let recorder: LessonRecorder;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    batches = 0;
    recorder = new LessonRecorder(
      'c/l',
      (facts) => {
        batches += 1;
        sent.push(...facts);
      },
      0,
    );
  });
  afterEach(() => vi.useRealTimers());

  it('sends quick paging as one batch with the last place', () => {
    for (const slide of ['a', 'b', 'a', 'c']) {
      recorder.visit('deck', slide);
      recorder.slide(slide);
    }
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(batchMs);
    expect(batches).toBe(1);
    expect(sent.filter((fact) => fact.kind === 'visited')).toEqual([
      { kind: 'visited', lesson: 'c/l', item: 'deck', target: 'c' },
    ]);
    expect(sent.flatMap((fact) => (fact.kind === 'slide-seen' ? fact.slide : []))).toEqual(['a', 'b', 'c']);
  });

  function seconds(): number {
    return sent.reduce((sum, fact) => sum + (fact.kind === 'time-spent' ? fact.seconds : 0), 0);
  }

  it('counts time with focus and activity only', () => {
    for (let at = 1000; at <= 10_000; at += 1000) recorder.tick(at, true);
    for (let at = 11_000; at <= 40_000; at += 1000) recorder.tick(at, false);
    recorder.flush();
    expect(seconds()).toBe(10);
  });

  it('stops counting when nothing was touched for a minute', () => {
    for (let at = 1000; at <= awayMs * 3; at += 1000) recorder.tick(at, true);
    recorder.flush();
    expect(seconds()).toBe(awayMs / 1000);
  });

  it('does not count a night in which the machine slept', () => {
    recorder.tick(1000, true);
    recorder.active(8 * 3_600_000);
    recorder.tick(8 * 3_600_000, true);
    recorder.flush();
    expect(seconds()).toBeLessThan(10);
  });

  it('gives time to the item that was in front', () => {
    recorder.visit('deck', 'a');
    for (let at = 1000; at <= 7000; at += 1000) recorder.tick(at, true);
    recorder.visit('quiz');
    for (let at = 8000; at <= 10_000; at += 1000) recorder.tick(at, true);
    recorder.flush();
    expect(sent.filter((fact) => fact.kind === 'item-time-spent')).toEqual([
      { kind: 'item-time-spent', lesson: 'c/l', item: 'deck', seconds: 7 },
      { kind: 'item-time-spent', lesson: 'c/l', item: 'quiz', seconds: 3 },
    ]);
  });

  it('cuts what the contract takes at once', () => {
    for (let n = 0; n < 250; n += 1) recorder.slide(`s${n}`);
    recorder.flush();
    expect(batches).toBe(3);
    expect(sent).toHaveLength(250);
  });
});
