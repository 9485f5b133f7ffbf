import type { CourseGlossary, GlossaryTerm, LessonKey } from '../shared/course/model';
import { duplicates } from '../shared/course/references';
import { glossarySchema } from '../shared/course/schema';
import { validateYaml } from '../shared/course/validate';
import type { Problem } from '../shared/problem';
import type { CourseFolder } from './course-folder';
import { limits } from './limits';
import type { LoadedLesson } from './loaded';

const path = 'glossary.yaml';

/** Reads a course's glossary, which it need not have. Slides that are not there become problems, not errors. */
export async function readGlossary(
  folder: CourseFolder,
  course: string,
  lessons: readonly LoadedLesson[],
): Promise<{ readonly glossary: CourseGlossary; readonly problems: readonly Problem[] }> {
  const none = emptyGlossary(course);
  if (!folder.has(path)) return { glossary: none, problems: [] };
  const read = await folder.text(path, limits.yaml);
  if ('problem' in read) return { glossary: none, problems: [read.problem] };
  const { value: file, problems } = validateYaml(read.text, glossarySchema, path);
  if (file === undefined) return { glossary: none, problems };
  const found: Problem[] = [...problems];
  const forms = file.terms.flatMap(({ term, also }) => [term, ...also].map((form) => form.toLowerCase()));
  for (const form of duplicates(forms)) {
    found.push({ severity: 'error', file: path, message: `"${form}" is explained twice; the first counts` });
  }
  const ids = new Set<string>();
  const terms = file.terms.flatMap((each): GlossaryTerm[] => {
    const id = idOf(each.term);
    if (id === '' || ids.has(id)) return [];
    ids.add(id);
    const taught = slideOf(each.slide, course, lessons);
    if (taught === null) {
      const message = `"${each.term}" points at the slide ${each.slide}, which the course does not have`;
      found.push({ severity: 'warning', file: path, message });
    }
    return [{ course, id, term: each.term, also: each.also, definition: each.definition, taught }];
  });
  return { glossary: { course, include: file.include, terms }, problems: found };
}

/** The glossary of a course that explains nothing. */
export const emptyGlossary = (course: string): CourseGlossary => ({ course, include: [], terms: [] });

function idOf(term: string): string {
  return term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function slideOf(place: string, course: string, lessons: readonly LoadedLesson[]): GlossaryTerm['taught'] {
  const [id = '', slide = ''] = place.split('#');
  const lesson = lessons.find(({ summary }) => summary.id === id);
  const found = lesson?.deck?.slides.find(({ key }) => key === slide);
  const key: LessonKey = `${course}/${id}`;
  return found === undefined ? null : { lesson: key, slide, title: found.title };
}
