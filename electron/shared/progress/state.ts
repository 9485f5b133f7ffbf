import type { LabKey, LessonKey } from '../course/model';

/** What the journal adds up to: a pure function of its events. Sets and counters by key, so that it crosses IPC as it is. */
export interface ProgressState {
  readonly lessons: Readonly<Record<LessonKey, LessonProgress>>;
  readonly labs: Readonly<Record<LabKey, LabProgress>>;
  readonly completedCourses: Readonly<Record<string, string>>;
  /** Where the learner was last; what "continue" opens. */
  readonly last: {
    readonly lesson: LessonKey;
    readonly item: string;
    readonly target?: string;
    readonly at: string;
  } | null;
}

/** The memory of one missed question, as FSRS keeps it. Dates are ISO 8601. */
export interface ReviewCard {
  readonly due: string;
  readonly last: string;
  /** Days until the chance to know the answer has fallen to nine in ten. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  /** Days from the last answer to the next. */
  readonly interval: number;
}

/** A learner's state in one lesson. Dates are ISO 8601. */
export interface LessonProgress {
  readonly slidesSeen: readonly string[];
  /** Seconds of activity with the lesson in front. */
  readonly seconds: number;
  /** The same by item; what older versions recorded is in no item. */
  readonly itemSeconds: Readonly<Record<string, number>>;
  readonly quiz: Readonly<
    Record<
      string,
      { readonly correct: boolean; readonly tries: number; readonly at: string; readonly answer: string }
    >
  >;
  /** Questions that were missed once, by id, and when each comes back. */
  readonly reviews: Readonly<Record<string, ReviewCard>>;
  readonly bookmarks: readonly string[];
  readonly notes: Readonly<Record<string, string>>;
  readonly last: { readonly item: string; readonly target?: string; readonly at: string } | null;
  readonly completedAt: string | null;
}

/** A learner's state in one lab. */
export interface LabProgress {
  readonly steps: Readonly<
    Record<
      string,
      {
        readonly tries: number;
        readonly checksPassed: readonly string[];
        readonly hintsShown: number;
        readonly passedAt: string | null;
        readonly points: number;
        readonly engine: string | null;
        readonly simulated: boolean;
      }
    >
  >;
  readonly resets: number;
  /** What was drawn for the attempt that was checked last, where the lab draws. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What recovery found when the journal was opened; shown once, in words. */
export interface JournalHealth {
  readonly events: number;
  /** Bytes of a torn last line that were dropped. */
  readonly tornBytes: number;
  /** Path of the damaged file that was set aside, if any. */
  readonly setAside: string | null;
  /** Lines that could not be read in the file set aside. */
  readonly lostLines: number;
  /** Set when progress cannot be saved (disk full, read-only profile); one sentence. */
  readonly readOnlyReason: string | null;
}

/** Share done, for bars: 0 to 1. */
export interface LessonShare {
  readonly lesson: LessonKey;
  readonly deck: number;
  readonly quiz: number;
  readonly labs: number;
  readonly all: number;
}
