import type { CourseSummary, LabKey, LessonKey } from '../../../electron/shared/course/model';
import type { Tally } from '../../../electron/shared/course/completion';
import type { ProgressState } from '../../../electron/shared/progress/state';

/** One lab on the dashboard. */
export interface LabReport {
  readonly key: LabKey;
  readonly lesson: LessonKey;
  readonly item: string;
  readonly title: string;
  readonly lessonTitle: string;
  readonly steps: Tally;
  readonly tries: number;
  readonly hints: number;
  readonly points: number;
  /** The engines that its passed steps were done on, and whether one of them only simulated. */
  readonly engines: readonly { readonly id: string; readonly simulated: boolean }[];
  /** When its last step was passed, ISO 8601. */
  readonly lastPassedAt: string | null;
}

/** What was done in every lab of the courses in the library, in the courses' order. */
export function labReports(courses: readonly CourseSummary[], state: ProgressState): LabReport[] {
  return courses.flatMap((course) =>
    course.lessons.flatMap((lesson) =>
      lesson.items.flatMap((item) => {
        if (item.kind !== 'lab') return [];
        const steps = item.stepIds.flatMap((id) => state.labs[item.key]?.steps[id] ?? []);
        const passed = steps.filter((step) => step.passedAt !== null);
        const engines = new Map<string, boolean>();
        for (const { engine, simulated } of passed) {
          if (engine !== null) engines.set(engine, simulated || engines.get(engine) === true);
        }
        return [
          {
            key: item.key,
            lesson: lesson.key,
            item: item.id,
            title: item.title,
            lessonTitle: lesson.title,
            steps: { done: passed.length, total: item.stepIds.length },
            tries: steps.reduce((total, step) => total + step.tries, 0),
            hints: steps.reduce((total, step) => total + step.hintsShown, 0),
            points: steps.reduce((total, step) => total + step.points, 0),
            engines: [...engines].map(([id, simulated]) => ({ id, simulated })),
            lastPassedAt:
              passed
                .map((step) => step.passedAt)
                .sort()
                .at(-1) ?? null,
          },
        ];
      }),
    ),
  );
}
