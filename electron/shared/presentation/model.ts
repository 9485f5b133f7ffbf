import type { LessonKey } from '../course/model';
import type { InkChange, InkPoint, Stroke } from './ink';

/** The two sides of a talk: the window the audience sees, and the one with the notes. */
export type PresentationRole = 'audience' | 'presenter';

/** A screen that slides can be shown on. */
export interface DisplayInfo {
  readonly id: number;
  /** The monitor's own name, or its place in the list where it tells none. */
  readonly name: string;
  /** In device-independent pixels. */
  readonly width: number;
  readonly height: number;
}

/** A stopwatch that can be paused. */
export interface PresentationClock {
  /** Milliseconds counted before the last start. */
  readonly before: number;
  /** Time of the last start in milliseconds since 1970; null while paused. */
  readonly since: number | null;
  /** What the talk may take; null where nobody said. */
  readonly minutes: number | null;
}

/** Where a talk is. Both windows show it, and both may change it. */
export interface PresentationState {
  readonly lesson: LessonKey;
  /** What the audience sees: `deck`, or another item of the lesson while the slides wait. */
  readonly item: string;
  /** Key of the slide, and the steps taken on it. Kept while another item is shown. */
  readonly slide: string;
  readonly step: number;
  readonly blank: boolean;
  /** How far a slide that does not fit is scrolled, 0 to 1. */
  readonly scroll: number;
  /** Size that slides are laid out at, in pixels: the presenter sees the line breaks that the audience sees. */
  readonly stage: { readonly width: number; readonly height: number };
  readonly clock: PresentationClock;
  readonly displays: readonly DisplayInfo[];
  /** The screen that is filled with slides; null while they are in their window. */
  readonly display: number | null;
}

/** What a window may change by itself. Displays change through their own methods. */
export type PresentationPatch = Partial<
  Pick<PresentationState, 'item' | 'slide' | 'step' | 'blank' | 'scroll' | 'stage' | 'clock'>
>;

/** Everything a window needs that joins a talk. */
export interface PresentationSnapshot {
  readonly state: PresentationState;
  /** Drawings by the key of their slide. */
  readonly ink: Readonly<Record<string, readonly Stroke[]>>;
}

/** News of a talk. `by` lets a window pass over what it did itself; `app` is the main process. */
export interface PresentationNews {
  readonly by: PresentationRole | 'app';
  readonly patch: Partial<PresentationState>;
}

/** What is drawn on a slide changed. */
export interface InkNews {
  readonly by: PresentationRole;
  readonly slide: string;
  readonly change: InkChange;
}

/** The laser pointer moved, or went out. */
export interface PointerNews {
  readonly by: PresentationRole;
  readonly point: InkPoint | null;
}
