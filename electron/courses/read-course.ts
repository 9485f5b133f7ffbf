import { basename } from 'node:path';
import type { CourseSummary } from '../shared/course/model';
import { duplicates } from '../shared/course/references';
import { courseSchema } from '../shared/course/schema';
import { validateYaml } from '../shared/course/validate';
import type { Problem } from '../shared/problem';
import { storageReason } from '../storage/storage-error';
import { CourseFolder } from './course-folder';
import { limits } from './limits';
import type { LoadedCourse, LoadedLesson } from './loaded';
import { emptyGlossary, readGlossary } from './read-glossary';
import { readLesson } from './read-lesson';

/** Reads a course folder. Never throws: a course that cannot be read has no lessons, and its problems say why. */
export async function readCourse(path: string, origin: CourseSummary['origin']): Promise<LoadedCourse> {
  let folder: CourseFolder;
  try {
    folder = await CourseFolder.scan(path);
  } catch (error) {
    return unreadable(path, origin, error);
  }
  return readScanned(folder, origin);
}

/** The course of a folder that cannot be looked through, for the reason given. */
export function unreadable(path: string, origin: CourseSummary['origin'], error: unknown): LoadedCourse {
  return broken(path, origin, [
    { severity: 'error', file: path, message: `the course folder cannot be read: ${storageReason(error)}` },
  ]);
}

/** Reads the course of a folder that was looked through. */
export async function readScanned(
  folder: CourseFolder,
  origin: CourseSummary['origin'],
): Promise<LoadedCourse> {
  const read = await folder.text('course.yaml', limits.yaml);
  if ('problem' in read) return broken(folder.root, origin, [read.problem, ...folder.problems]);
  const { value: file, problems } = validateYaml(read.text, courseSchema, 'course.yaml');
  if (file === undefined) return broken(folder.root, origin, [...problems, ...folder.problems]);
  const lessons: LoadedLesson[] = [];
  for (const name of new Set(file.lessons)) lessons.push(await readLesson(folder, file.id, name));
  const twice = duplicates(lessons.map((lesson) => lesson.summary.id));
  const kept = lessons.filter(
    (lesson, index) => lessons.findIndex((other) => other.summary.id === lesson.summary.id) === index,
  );
  const { id, version, title, summary, authors, license, language, completion } = file;
  const { glossary, problems: unexplained } = await readGlossary(folder, id, kept);
  return {
    lessons: kept,
    glossary,
    summary: {
      ...{ id, version, title, summary, authors, license, language, completion },
      origin,
      folder: folder.root,
      lessons: kept.map((lesson) => lesson.summary),
      problems: [
        ...problems,
        ...unexplained,
        ...untold(folder.problems, kept),
        ...twice.map((lesson): Problem => ({
          severity: 'error',
          file: 'course.yaml',
          message: `two lessons are named "${lesson}" after their number; the first is used`,
        })),
      ],
    },
  };
}

/** What is wrong with files and folders of which no lesson tells anything already. */
function untold(problems: readonly Problem[], lessons: readonly LoadedLesson[]): readonly Problem[] {
  const told = lessons.flatMap(({ summary }) => summary.problems.map(({ file }) => file));
  return problems.filter(({ file }) => !told.some((path) => path === file || path.startsWith(`${file}/`)));
}

function broken(path: string, origin: CourseSummary['origin'], problems: readonly Problem[]): LoadedCourse {
  const name = basename(path);
  const id =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'course';
  const about = { version: '0.0.0', title: name, summary: '', authors: [], license: '', language: 'en' };
  const completion = { quizShare: 0.8, labs: 'all' as const };
  return {
    lessons: [],
    glossary: emptyGlossary(id),
    summary: { id, ...about, completion, origin, folder: path, lessons: [], problems },
  };
}
