import type { Problem } from '../problem';
import { suggest } from '../dockerfile/didyoumean';
import { findRule, RULES } from '../dockerfile/rules/registry';
import type { LabFile, Quiz } from './schema';

/** What the files of one lesson say of each other. Paths are relative to the course folder. */
export interface LessonReferences {
  readonly deck?: { readonly path: string; readonly slides: readonly string[] };
  readonly quiz?: { readonly path: string; readonly quiz: Quiz };
  /** Rules of the linter and the slides that explain them. */
  readonly rules?: { readonly path: string; readonly slides: Readonly<Record<string, string>> };
  readonly labs: readonly {
    readonly path: string;
    readonly file: LabFile;
    /** Every path below the lab's folder, to tell whether a named file or folder is there. */
    readonly has: (path: string) => boolean;
  }[];
}

/** Finds what one file of a lesson names and another does not have, and names given twice. */
export function checkReferences(lesson: LessonReferences): Problem[] {
  return [
    ...checkRules(lesson),
    ...checkQuiz(lesson),
    ...lesson.labs.flatMap((lab) => checkLab(lab, lesson)),
  ];
}

const topics = new Set(RULES.map((rule) => rule.topic));

function checkRules({ rules, deck }: LessonReferences): Problem[] {
  if (rules === undefined) return [];
  const { path: file } = rules;
  return Object.entries(rules.slides).flatMap(([name, slide]) => [
    ...(findRule(name) !== undefined || topics.has(name) ? [] : [unknownRule(file, name)]),
    ...unknownSlide(file, `the rule "${name}"`, slide, deck?.slides),
  ]);
}

function unknownRule(file: string, name: string): Problem {
  const near = suggest(name, [...RULES.flatMap(({ id, aliases }) => [id, ...aliases]), ...topics]);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return {
    severity: 'warning',
    file,
    message: `rules names "${name}", which is no rule of the linter and no topic of one${hint}`,
  };
}

function checkQuiz({ quiz, deck }: LessonReferences): Problem[] {
  if (quiz === undefined) return [];
  const { path: file } = quiz;
  return [
    ...duplicates(quiz.quiz.questions.map((question) => question.id)).map((id) =>
      error(file, `two questions have the id "${id}"; expected each id once`),
    ),
    ...quiz.quiz.questions.flatMap((question) =>
      unknownSlide(file, `question "${question.id}"`, question.slide, deck?.slides),
    ),
    ...quiz.quiz.questions.flatMap((question) => {
      if (question.kind !== 'order' || duplicates(question.items).length === 0) return [];
      return [error(file, `question "${question.id}" lists an item twice; its order could not be told`)];
    }),
  ];
}

function checkLab(lab: LessonReferences['labs'][number], { quiz, deck }: LessonReferences): Problem[] {
  const { path: file, file: content, has } = lab;
  const checks = content.steps.flatMap((step) => step.checks);
  const questions = new Set(quiz?.quiz.questions.map((question) => question.id));
  const missing = (what: string, path: string): Problem[] =>
    has(path) ? [] : [error(file, `${what} names ${path}, which is not in the lab's folder`)];
  return [
    ...duplicates(content.steps.map((step) => step.id)).map((id) =>
      error(file, `two steps have the id "${id}"; expected each id once`),
    ),
    ...duplicates(checks.map((check) => check.id)).map((id) =>
      error(file, `two checks have the id "${id}"; expected each id once in a lab`),
    ),
    ...content.steps.flatMap((step) => missing(`step "${step.id}"`, step.content)),
    ...missing('the format', 'start'),
    ...(checks.length > 0 ? missing('the format', 'solution') : []),
    ...content.solutions.flatMap((folder) => missing('solutions', folder)),
    ...content.wrong.flatMap((wrong) => [
      ...missing('wrong', wrong.folder),
      ...(checks.some((check) => check.id === wrong.check)
        ? []
        : [error(file, `wrong names the check "${wrong.check}", which no step has`)]),
    ]),
    ...checks.flatMap((check) => [
      ...check.onFail.flatMap((entry) =>
        unknownSlide(file, `check "${check.id}"`, entry.slide, deck?.slides),
      ),
      ...(check.kind === 'quiz'
        ? check.questions
            .filter((id) => !questions.has(id))
            .map((id) =>
              error(file, `check "${check.id}" names the question "${id}", which the quiz does not have`),
            )
        : []),
    ]),
  ];
}

function unknownSlide(
  file: string,
  what: string,
  slide: string | undefined,
  slides: readonly string[] | undefined,
): Problem[] {
  if (slide === undefined || slides?.includes(slide) === true) return [];
  const message = `${what} points at the slide "${slide}", which the deck does not have`;
  return [{ severity: 'warning', file, message }];
}

/** Values that occur more than once, each named once. */
export function duplicates(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}

const error = (file: string, message: string): Problem => ({ severity: 'error', file, message });
