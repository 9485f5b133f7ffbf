import type { SearchHit } from '../shared/course/model';
import type { LoadedCourse, LoadedLesson } from '../courses';
import type { SourceFile } from '../workspaces';

/** One thing that can be found. */
export interface SearchDocument extends Pick<
  SearchHit,
  'kind' | 'lesson' | 'title' | 'context' | 'item' | 'target'
> {
  readonly id: string;
  readonly text: string;
}

/** Characters of one text that are searched; a data file in a lab must not fill the index. */
const maxText = 100_000;

/** Everything in a lesson that can be found. `start` has the first files of its labs, by lab id. */
export function documentsOf(
  course: LoadedCourse,
  lesson: LoadedLesson,
  start: ReadonlyMap<string, readonly SourceFile[]>,
): SearchDocument[] {
  const { key, title, summary, objectives, topics } = lesson.summary;
  const context = `${course.summary.title} · ${title}`;
  const make = (
    kind: SearchHit['kind'],
    item: string,
    target: string,
    shown: string,
    text: string,
  ): SearchDocument => ({
    id: [key, kind, item, target].join('\n'),
    ...{ kind, lesson: key, title: shown, context, item, target },
    text: text.slice(0, maxText),
  });
  const about = [course.summary.title, summary ?? '', ...objectives, ...topics].join('\n');
  const taught = course.glossary.terms.filter((term) => term.taught?.lesson === key);
  return unique([
    ...taught.map(({ id, term, also, definition }) =>
      make('term', 'glossary', id, term, [definition, ...also].join('\n')),
    ),
    make('lesson', lesson.summary.items[0]?.id ?? '', '', title, about),
    ...(lesson.deck?.slides ?? []).map((slide) =>
      make('slide', 'deck', slide.key, slide.title || title, slide.text),
    ),
    ...(lesson.quiz?.questions ?? []).map((question) =>
      make('quiz', 'quiz', question.id, lesson.quiz?.title ?? title, question.prompt),
    ),
    ...lesson.labs.flatMap(({ content }) => [
      ...content.file.steps.map((step) =>
        make('step', content.id, step.id, step.title, content.steps[step.id] ?? ''),
      ),
      ...(start.get(content.id) ?? []).flatMap((file) => {
        const text = Buffer.from(file.bytes).toString('utf8');
        return text.includes('\0') ? [] : [make('file', content.id, file.path, file.path, text)];
      }),
    ]),
  ]);
}

/** Ids that an author gave twice are a problem of the course; the index takes the first. */
function unique(documents: readonly SearchDocument[]): SearchDocument[] {
  return [...new Map(documents.toReversed().map((document) => [document.id, document])).values()].reverse();
}
