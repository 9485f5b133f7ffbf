import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadedLesson } from './loaded';
import { readCourse } from './read-course';

const lessons = fileURLToPath(new URL('../../lessons', import.meta.url));
const seedDeck = join(lessons, '../../shared/decks/container-and-kubernetes.md');

/** What the lecture's headings are called in the table, where it has another spelling; null for what is no topic. */
const headings: Readonly<Record<string, string | null>> = {
  'Credits and thanks': null,
  "Didn't do this": null,
  'Thanks to Dennis for the next part': null,
  Containers: null, // the course as a whole
  'Continers Drawbacks': 'Container Drawbacks',
};

interface Row {
  readonly topic: string;
  readonly slides: readonly string[];
  readonly questions: readonly string[];
  readonly labs: readonly string[];
}

function rowsOfReadme(): readonly Row[] {
  const text = readFileSync(join(lessons, 'README.md'), 'utf8');
  const table = /<!-- topic-table:begin -->([^]*)<!-- topic-table:end -->/.exec(text)?.[1] ?? '';
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line): Row => {
    const [topic = '', slides = '', questions = '', labs = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    const list = (cell: string): string[] => cell.split(',').map((each) => each.trim());
    return {
      topic,
      slides: list(slides),
      questions: list(questions),
      labs: /^none: \S/.test(labs) ? [] : list(labs),
    };
  });
}

let byId: ReadonlyMap<string, LoadedLesson>;
beforeAll(async () => {
  const courses = await Promise.all(
    ['containers', 'orchestration'].map((name) => readCourse(join(lessons, name), 'shipped')),
  );
  byId = new Map(courses.flatMap((course) => course.lessons.map((lesson) => [lesson.summary.id, lesson])));
});

describe('the topic table in lessons/README.md', () => {
  const rows = rowsOfReadme();

  it.each(rows)('$topic', ({ slides, questions, labs }) => {
    const missing = (
      names: readonly string[],
      has: (lesson: LoadedLesson, id: string) => boolean,
    ): string[] =>
      names.filter((name) => {
        const [lesson = '', id = ''] = name.split(/[#/]/);
        const found = byId.get(lesson);
        return found === undefined || !has(found, id);
      });
    expect(slides.length).toBeGreaterThan(0);
    expect(questions.length).toBeGreaterThan(0);
    expect({
      slides: missing(slides, ({ deck }, id) => deck?.slides.some(({ key }) => key === id) === true),
      questions: missing(
        questions,
        ({ quiz }, id) => quiz?.questions.some((each) => each.id === id) === true,
      ),
      labs: missing(labs, (lesson, id) => lesson.labs.some(({ content }) => content.id === id)),
    }).toEqual({ slides: [], questions: [], labs: [] });
  });

  it('names each topic once', () => {
    const topics = rows.map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    expect(topics.length).toBeGreaterThanOrEqual(30);
  });

  it.skipIf(!existsSync(seedDeck))('has every heading of the lecture (skipped without ../shared)', () => {
    const topics = new Set(rows.map(({ topic }) => topic));
    const found = [...readFileSync(seedDeck, 'latin1').matchAll(/^#{1,3} (.+)$/gm)].map(([, text = '']) =>
      text.trim(),
    );
    const wanted = found.flatMap((text) => {
      const named = Object.hasOwn(headings, text) ? headings[text] : text;
      return named === null || named === undefined ? [] : [named];
    });
    expect(wanted.length).toBeGreaterThan(25);
    expect(wanted.filter((topic) => !topics.has(topic))).toEqual([]);
  });
});
