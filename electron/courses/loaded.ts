import type { CourseGlossary, CourseSummary, LabContent, LessonSummary } from '../shared/course/model';
import type { ReadBefore, SlidePlace } from '../shared/deck';
import type { Quiz } from '../shared/course/schema';

/** A slide as search and cross-checks need it, and where it is. */
export interface LoadedSlide extends SlidePlace {
  readonly title: string;
  readonly text: string;
}

/** A lesson's deck. */
export interface LoadedDeck extends ReadBefore {
  readonly path: string;
  readonly slides: readonly LoadedSlide[];
}

/** A lab with the folder that its files are in, relative to the course folder. */
export interface LoadedLab {
  readonly folder: string;
  readonly content: LabContent;
}

/** A lesson as read: its summary and all its texts. */
export interface LoadedLesson {
  /** Folder name, like `01-why-containers`. */
  readonly folder: string;
  readonly summary: LessonSummary;
  readonly deck?: LoadedDeck;
  readonly quiz?: Quiz;
  readonly labs: readonly LoadedLab[];
}

/** A course as read. */
export interface LoadedCourse {
  readonly summary: CourseSummary;
  readonly lessons: readonly LoadedLesson[];
  readonly glossary: CourseGlossary;
}
