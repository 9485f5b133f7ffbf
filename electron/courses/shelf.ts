import type { LabKey, LessonContent, LessonKey } from '../shared/course/model';
import { cutExcerpt } from '../shared/deck/excerpt';
import { DrydockError } from '../shared/errors';
import { type DeckPlace, isWritable } from './deck-source';
import type { LoadedCourse, LoadedLab, LoadedLesson } from './loaded';

/** A lab, and the course that it is in. */
export interface LabPlace {
  readonly course: LoadedCourse;
  readonly lab: LoadedLab;
}

/** The courses that are read, in the order of the library, and what is in them by its key. */
export class Shelf {
  #courses: readonly LoadedCourse[] = [];

  get courses(): readonly LoadedCourse[] {
    return this.#courses;
  }

  add(course: LoadedCourse): void {
    this.#courses = [...this.#courses, course];
  }

  remove(course: LoadedCourse): void {
    this.#courses = this.#courses.filter((other) => other !== course);
  }

  /** Puts a course in the place of the one from the same folder. */
  replace(course: LoadedCourse): void {
    const { folder } = course.summary;
    this.#courses = this.#courses.map((other) => (other.summary.folder === folder ? course : other));
  }

  find(id: string): LoadedCourse | undefined {
    return this.#courses.find((course) => course.summary.id === id);
  }

  /** The course with that id. @throws DrydockError `not-found`. */
  course(id: string): LoadedCourse {
    const found = this.find(id);
    if (found !== undefined) return found;
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no course "${id}" in the library.`,
      remedy: 'Open its folder or archive.',
    });
  }

  /** The course that was read from a folder, given by its real path. */
  from(folder: string): LoadedCourse | undefined {
    return this.#courses.find((course) => course.summary.folder === folder);
  }

  /**
   * Everything a lesson view needs.
   * @param slide key of the slide that will be in front; empty for the first.
   * @throws DrydockError `not-found`.
   */
  lesson(key: LessonKey, slide: string): LessonContent {
    const { course, lesson } = this.#lesson(key);
    const excerpt = lesson.deck && cutExcerpt(lesson.deck, slide);
    return {
      summary: lesson.summary,
      courseTitle: course.summary.title,
      baseUrl: `app://drydock/course/${course.summary.id}/${lesson.folder}/`,
      ...(lesson.deck && {
        deck: {
          path: lesson.deck.path,
          source: lesson.deck.source,
          ...(excerpt && { excerpt }),
          ...(isWritable(course.summary) && { writable: true }),
        },
      }),
      ...(lesson.quiz && { quiz: lesson.quiz }),
      labs: lesson.labs.map((lab) => lab.content),
    };
  }

  /** Where a lesson's deck is. @throws DrydockError `not-found`. */
  deckPlace(key: LessonKey): DeckPlace {
    const { course, lesson } = this.#lesson(key);
    if (lesson.deck) return { course: course.summary, path: `${lesson.folder}/${lesson.deck.path}` };
    throw new DrydockError({ kind: 'not-found', message: `The lesson ${key} has no slides.` });
  }

  findLab(key: LabKey): LabPlace | undefined {
    for (const course of this.#courses) {
      const lab = course.lessons.flatMap((lesson) => lesson.labs).find((one) => one.content.key === key);
      if (lab !== undefined) return { course, lab };
    }
    return undefined;
  }

  /** A lab by its key. @throws DrydockError `not-found`. */
  lab(key: LabKey): LabPlace {
    const found = this.findLab(key);
    if (found !== undefined) return found;
    throw new DrydockError({ kind: 'not-found', message: `No open course has the lab ${key}.` });
  }

  #lesson(key: string): { readonly course: LoadedCourse; readonly lesson: LoadedLesson } {
    const course = this.course(key.split('/', 1)[0] ?? '');
    const lesson = course.lessons.find((one) => one.summary.key === key);
    if (lesson !== undefined) return { course, lesson };
    throw new DrydockError({
      kind: 'not-found',
      message: `The course "${course.summary.title}" has no lesson ${key}.`,
    });
  }
}
