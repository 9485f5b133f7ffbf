import type { Rule } from '../../electron/shared/dockerfile';
import type { CourseSummary, LessonKey, LessonSummary } from '../../electron/shared/course/model';

/** The slide that teaches what a rule is about. */
export interface SlideOfRule {
  readonly lesson: LessonKey;
  readonly lessonTitle: string;
  readonly slide: string;
  readonly title: string;
}

/**
 * The slide that a course names for a rule (`rules` of lesson.yaml): of the lesson that is open, else of its course,
 * else of any. In a lesson the rule's own entry comes before its topic's.
 */
export function slideOfRule(
  rule: Pick<Rule, 'id' | 'aliases' | 'topic'>,
  courses: readonly CourseSummary[],
  open?: LessonKey,
): SlideOfRule | undefined {
  const nearness = (lesson: LessonSummary): number =>
    lesson.key === open ? 0 : lesson.key.split('/')[0] === open?.split('/')[0] ? 1 : 2;
  const lessons = courses.flatMap((course) => course.lessons).sort((a, b) => nearness(a) - nearness(b));
  for (const lesson of lessons) {
    const names = [rule.id, ...rule.aliases, rule.topic];
    const found = names.flatMap((name) => lesson.rules?.find((one) => one.rule === name) ?? [])[0];
    if (found) {
      const { slide, title } = found;
      return { lesson: lesson.key, lessonTitle: lesson.title, slide, title };
    }
  }
  return undefined;
}
