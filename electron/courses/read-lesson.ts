import type { LessonItem, LessonKey, LessonSummary, RuleSlide } from '../shared/course/model';
import { checkReferences } from '../shared/course/references';
import { slugSchema } from '../shared/course/names';
import { type LessonFile, lessonSchema, quizSchema } from '../shared/course/schema';
import { validateYaml } from '../shared/course/validate';
import type { Slide } from '../shared/deck';
import { assertNever } from '../shared/errors';
import type { Problem } from '../shared/problem';
import type { CourseFolder } from './course-folder';
import { limits } from './limits';
import type { LoadedLesson, LoadedSlide } from './loaded';
import { readDeck } from './read-deck';
import { readLab } from './read-lab';

/** What is gathered while the items of a lesson are read. */
type Parts = Pick<LoadedLesson, 'deck' | 'quiz' | 'labs'> & {
  readonly items: readonly LessonItem[];
  readonly problems: readonly Problem[];
};
const noParts: Parts = { labs: [], items: [], problems: [] };

/**
 * Reads a lesson. Never throws for what its author did: a lesson that cannot be read has no items, and its problems
 * say why.
 *
 * @param folder Like `01-why-containers`: the number is its place, the rest its id.
 */
export async function readLesson(
  course: CourseFolder,
  courseId: string,
  folder: string,
): Promise<LoadedLesson> {
  const id = folder.replace(/^\d{2}-/, '');
  const number = Number(folder.slice(0, 2));
  const key: LessonKey = `${courseId}/${id}`;
  const path = `${folder}/lesson.yaml`;
  const read = await course.text(path, limits.yaml);
  const { value: file, problems } =
    'text' in read ? validateYaml(read.text, lessonSchema, path) : { problems: [read.problem] };
  const nameProblem: Problem[] = slugSchema.safeParse(id).success
    ? []
    : [
        {
          severity: 'error',
          file: folder,
          message: 'expected a folder name of lower-case words joined by hyphens',
        },
      ];
  if (file === undefined || nameProblem.length > 0) {
    const summary = {
      key,
      id,
      number,
      title: file?.title ?? id,
      ...nothing,
      problems: [...nameProblem, ...problems],
    };
    return { folder, summary, labs: [] };
  }
  const parts = await readItems(course, key, folder, file);
  const has = (inner: string): boolean => course.has(inner);
  const references = checkReferences({
    ...(parts.deck && {
      deck: { path: parts.deck.path, slides: parts.deck.slides.map((slide) => slide.key) },
    }),
    ...(parts.quiz && { quiz: { path: quizPath(folder, file), quiz: parts.quiz } }),
    rules: { path, slides: file.rules },
    labs: parts.labs.map((lab) => ({
      path: `${lab.folder}/lab.yaml`,
      file: lab.content.file,
      has: (inner) => has(`${lab.folder}/${inner}`),
    })),
  });
  const rules = Object.entries(file.rules).flatMap(([rule, slide]): RuleSlide[] => {
    const found = parts.deck?.slides.find((one) => one.key === slide);
    return found ? [{ rule, slide, title: found.title }] : [];
  });
  const summary: LessonSummary = {
    key,
    id,
    number,
    title: file.title,
    ...(file.summary !== undefined && { summary: file.summary }),
    objectives: file.objectives,
    minutes: file.minutes,
    topics: file.topics,
    ...(rules.length > 0 && { rules }),
    items: parts.items,
    problems: [...problems, ...parts.problems, ...references],
  };
  return {
    folder,
    summary,
    labs: parts.labs,
    ...(parts.deck && { deck: parts.deck }),
    ...(parts.quiz && { quiz: parts.quiz }),
  };
}

const nothing = { objectives: [], minutes: 0, topics: [], items: [] };

async function readItems(
  course: CourseFolder,
  key: LessonKey,
  folder: string,
  file: LessonFile,
): Promise<Parts> {
  let parts = noParts;
  for (const item of file.items) {
    const read = await readItem(course, key, folder, item);
    const twice = read.items.find((one) => parts.items.some((other) => other.id === one.id));
    if (twice === undefined) {
      parts = {
        ...parts,
        ...read,
        labs: [...parts.labs, ...read.labs],
        items: [...parts.items, ...read.items],
        problems: [...parts.problems, ...read.problems],
      };
    } else {
      const message = `the lesson has "${twice.id}" twice; expected one deck, one quiz and labs of different names`;
      const problem: Problem = { severity: 'error', file: `${folder}/lesson.yaml`, message };
      parts = { ...parts, problems: [...parts.problems, problem] };
    }
  }
  return parts;
}

async function readItem(
  course: CourseFolder,
  key: LessonKey,
  folder: string,
  item: LessonFile['items'][number],
): Promise<Parts> {
  if ('deck' in item) return readDeckItem(course, folder, item.deck);
  if ('quiz' in item) return readQuiz(course, folder, item.quiz);
  if (!('lab' in item)) return assertNever(item);
  const { lab, problems } = await readLab(course, key, `${folder}/labs/${item.lab}`);
  if (lab === undefined) return { ...noParts, problems };
  const { id, file } = lab.content;
  const stepIds = file.steps.map((step) => step.id);
  const shown: LessonItem = {
    kind: 'lab',
    id,
    key: lab.content.key,
    title: file.title,
    minutes: file.minutes,
    stepIds,
  };
  return { labs: [lab], items: [shown], problems };
}

async function readDeckItem(course: CourseFolder, folder: string, inner: string): Promise<Parts> {
  const path = `${folder}/${inner}`;
  const read = await course.text(path, limits.slides);
  if ('problem' in read) return { ...noParts, problems: [read.problem] };
  const fileExists = (image: string): boolean => course.files.has(`${folder}/${image}`);
  const { head, slides, problems } = await readDeck(read.text, { fileExists }, loaded);
  const { dialect, slideLevel } = head;
  return {
    deck: { path: inner, source: read.text, dialect, slideLevel, slides },
    labs: [],
    items: [{ kind: 'deck', id: 'deck', path: inner, slideCount: slides.length }],
    problems: problems.map((problem) => ({ ...problem, file: path })),
  };
}

function loaded({ key, kind, h, v, line, title, text }: Slide): LoadedSlide {
  return { key, kind, h, v, line, title, text };
}

async function readQuiz(course: CourseFolder, folder: string, inner: string): Promise<Parts> {
  const path = `${folder}/${inner}`;
  const read = await course.text(path, limits.yaml);
  if ('problem' in read) return { ...noParts, problems: [read.problem] };
  const { value: quiz, problems } = validateYaml(read.text, quizSchema, path);
  if (quiz === undefined) return { ...noParts, problems };
  const prompts = new Map(quiz.questions.map(({ id, prompt }) => [id, prompt]));
  const questions = Array.from(prompts, ([id, prompt]) => ({ id, prompt }));
  return { quiz, labs: [], items: [{ kind: 'quiz', id: 'quiz', path: inner, questions }], problems };
}

function quizPath(folder: string, file: LessonFile): string {
  const item = file.items.find((one) => 'quiz' in one);
  return `${folder}/${item !== undefined && 'quiz' in item ? item.quiz : 'quiz.yaml'}`;
}
