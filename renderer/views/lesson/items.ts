/** The parts of a lesson in order: where the learner is, where they may go, and what is done. */
import { lessonShare } from '../../../electron/shared/course/completion';
import type { LessonItem, LessonSummary } from '../../../electron/shared/course/model';
import type { ProgressState } from '../../../electron/shared/progress/state';

/** One part as the header shows it. */
export interface ItemMark {
  readonly item: LessonItem;
  /** 0 to 1. */
  readonly share: number;
}

export function itemMarks(lesson: LessonSummary, progress: ProgressState): readonly ItemMark[] {
  return lesson.items.map((item) => ({
    item,
    share: lessonShare({ ...lesson, items: [item] }, progress).all,
  }));
}

/** Where to be in a lesson: the item, and the slide or step in it. */
export interface Place {
  readonly item: LessonItem;
  readonly target?: string;
}

/**
 * The place to open: what the address asks for, else where the learner was, else the beginning. A target only counts
 * together with its item. Null for a lesson without items.
 */
export function placeToOpen(
  lesson: LessonSummary,
  asked: { readonly item?: string; readonly target?: string },
  last: { readonly item: string; readonly target?: string } | null,
): Place | null {
  for (const wanted of [asked, last]) {
    const item = lesson.items.find((each) => each.id === wanted?.item);
    if (item) return { item, ...(wanted?.target !== undefined && { target: wanted.target }) };
  }
  const [first] = lesson.items;
  return first ? { item: first } : null;
}

/** The item before or after one; undefined at the ends. */
export function neighbour(lesson: LessonSummary, item: string, step: 1 | -1): LessonItem | undefined {
  const at = lesson.items.findIndex((each) => each.id === item);
  return at < 0 ? undefined : lesson.items[at + step];
}

/** What to go on with after a part: the next one, and after the last one the first that is not done yet. */
export function onwardFrom(marks: readonly ItemMark[], item: string): LessonItem | undefined {
  const at = marks.findIndex((each) => each.item.id === item);
  if (at < 0) return undefined;
  return (marks[at + 1] ?? marks.find((each, i) => i !== at && each.share < 1))?.item;
}
