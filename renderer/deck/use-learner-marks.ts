import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { Slide } from '../../electron/shared/deck';
import { deckMessages } from './messages';

/** What the learner left on the slide that is shown. */
export interface LearnerMarks {
  readonly isBookmarked: ComputedRef<boolean>;
  /** `''` without one. */
  readonly note: ComputedRef<string>;
  /** Keys of all slides with a note. */
  readonly noted: ComputedRef<ReadonlySet<string>>;
  /** What a screen reader says after a key that shows its effect in a small icon only. */
  readonly announcement: Readonly<Ref<string>>;
  readonly toggleBookmark: () => void;
}

/** @param bookmark asks for a bookmark to be set or removed. */
export function useLearnerMarks(
  slide: () => Slide | undefined,
  bookmarks: () => ReadonlySet<string>,
  notes: () => Readonly<Record<string, string>>,
  bookmark: (key: string, on: boolean) => void,
): LearnerMarks {
  const isBookmarked = computed(() => bookmarks().has(slide()?.key ?? ''));
  const announcement = ref('');
  return {
    isBookmarked,
    note: computed(() => notes()[slide()?.key ?? ''] ?? ''),
    noted: computed(() => new Set(Object.keys(notes()))),
    announcement,
    toggleBookmark() {
      const key = slide()?.key;
      if (key === undefined) return;
      announcement.value = isBookmarked.value ? deckMessages.bookmarkRemoved : deckMessages.bookmarkSet;
      bookmark(key, !isBookmarked.value);
    },
  };
}
