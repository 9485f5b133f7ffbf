import type { LessonKey } from '../../../electron/shared/course/model';
import type { LearnerFact } from '../../../electron/shared/progress/events';

/** Milliseconds that facts wait for company before they are sent. */
export const batchMs = 1500;
/** Milliseconds without a key, click or scroll after which the learner counts as away. */
export const awayMs = 60_000;
/** Seconds of work that are sent at once. */
export const spentStep = 30;

/**
 * Collects what a learner does in a lesson and sends it in batches. Time counts only while the window has the focus
 * and the learner did something in the last minute. Call `tick` every second, `seen` on any input.
 */
export class LessonRecorder {
  private facts: LearnerFact[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private activeAt: number;
  private tickedAt: number;
  private milliseconds = 0;
  private lastVisit = '';
  /** The item in front: time belongs to it. */
  private item = '';
  private readonly slides = new Set<string>();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly lesson: LessonKey,
    private readonly send: (facts: readonly LearnerFact[]) => void,
    now: number,
  ) {
    this.activeAt = now;
    this.tickedAt = now;
  }

  /** The learner came to an item, and to a slide or step in it. Only the newest place is worth sending. */
  visit(item: string, target?: string): void {
    const key = `${item}\n${target ?? ''}`;
    if (key === this.lastVisit) return;
    this.lastVisit = key;
    if (item !== this.item && this.milliseconds >= 1000) this.spend();
    this.item = item;
    this.facts = this.facts.filter((fact) => fact.kind !== 'visited');
    this.add({ kind: 'visited', lesson: this.lesson, item, ...(target !== undefined && { target }) });
  }

  slide(slide: string): void {
    if (this.slides.has(slide)) return;
    this.slides.add(slide);
    this.add({ kind: 'slide-seen', lesson: this.lesson, slide });
  }

  /** A key, a click or a scroll. */
  active(now: number): void {
    this.activeAt = now;
  }

  tick(now: number, focused: boolean): void {
    const passed = Math.min(now - this.tickedAt, 5000); // a longer gap is a machine that slept
    this.tickedAt = now;
    if (!focused || now - this.activeAt > awayMs) return;
    this.milliseconds += Math.max(0, passed);
    if (this.milliseconds >= spentStep * 1000) this.spend();
  }

  /** Sends everything now: the learner leaves, or the window loses the focus. */
  flush(): void {
    if (this.milliseconds >= 1000) this.spend();
    clearTimeout(this.timer);
    this.timer = undefined;
    const facts = this.facts;
    this.facts = [];
    for (let from = 0; from < facts.length; from += 100) this.send(facts.slice(from, from + 100));
  }

  private spend(): void {
    const seconds = Math.floor(this.milliseconds / 1000);
    this.milliseconds -= seconds * 1000;
    this.add(
      this.item === ''
        ? { kind: 'time-spent', lesson: this.lesson, seconds }
        : { kind: 'item-time-spent', lesson: this.lesson, item: this.item, seconds },
    );
  }

  private add(fact: LearnerFact): void {
    this.facts.push(fact);
    this.timer ??= setTimeout(() => this.flush(), batchMs);
  }
}
