import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProgressEvent, type ProgressFact, progressEventSchema } from './events';
import { exportCsv, exportJson, parseExport } from './export';
import { formatLine, parseLine } from './lines';
import { effectiveEvents, mergeEvents } from './merge';
import { emptyProgress, reduce, reduceAll } from './reduce';
import { summarise } from './summary';

let count = 0;
const event = (fact: ProgressFact, at = '2026-03-01T10:00:00.000Z'): ProgressEvent => {
  count += 1;
  return { v: 1, id: `event-${count}`, at, fact };
};
const lesson = 'c/l';
const engine = { engine: 'docker', simulated: false };
const key = fc.constantFrom('c/l', 'c/m', 'd/l');
const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x y');
const anyFact: fc.Arbitrary<ProgressFact> = fc.oneof(
  fc.record({ kind: fc.constant('visited' as const), lesson: key, item: name }),
  fc.record({ kind: fc.constant('slide-seen' as const), lesson: key, slide: name }),
  fc.record({
    kind: fc.constant('time-spent' as const),
    lesson: key,
    seconds: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    kind: fc.constant('quiz-answered' as const),
    lesson: key,
    question: name,
    correct: fc.boolean(),
    answer: fc.string(),
  }),
  fc.record({
    kind: fc.constant('step-passed' as const),
    lab: key.map((value) => `${value}/lab`),
    step: name,
    points: fc.nat(9),
    engine: name,
    simulated: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('bookmark-set' as const), lesson: key, slide: name, on: fc.boolean() }),
  fc.record({ kind: fc.constant('note-written' as const), lesson: key, slide: name, text: fc.string() }),
  fc.record({ kind: fc.constant('course-completed' as const), course: fc.constantFrom('c', 'd') }),
  fc.record({ kind: fc.constant('progress-reset' as const), scope: fc.oneof(fc.constant('all'), key) }),
);
const journal = fc.array(anyFact, { maxLength: 30 }).map((facts) => facts.map((fact) => event(fact)));

describe('reduce', () => {
  it('remembers a step with its first pass, best points and a real engine over a simulated one', () => {
    const step = { lab: 'c/l/x', step: 's' };
    const state = reduceAll([
      event({ kind: 'step-tried', ...step, passed: false, ...engine }),
      event(
        { kind: 'step-passed', ...step, points: 2, engine: 'embedded', simulated: true },
        '2026-03-01T00:00:00.000Z',
      ),
      event({ kind: 'step-passed', ...step, points: 1, ...engine }, '2026-03-02T00:00:00.000Z'),
      event({ kind: 'hint-shown', ...step, hint: 1 }),
      event({ kind: 'check-passed', ...step, check: 'k', ...engine }),
    ]);
    expect(state.labs['c/l/x']?.steps['s']).toEqual({
      tries: 1,
      checksPassed: ['k'],
      hintsShown: 2,
      passedAt: '2026-03-01T00:00:00.000Z',
      points: 2,
      engine: 'docker',
      simulated: false,
    });
  });

  it('does not let an older event move the place to continue at or a newer answer', () => {
    const state = reduceAll([
      event({ kind: 'visited', lesson, item: 'quiz' }, '2026-03-02T00:00:00.000Z'),
      event({ kind: 'visited', lesson, item: 'deck' }, '2026-03-01T00:00:00.000Z'),
      event(
        { kind: 'quiz-answered', lesson, question: 'q', correct: true, answer: '1' },
        '2026-03-02T00:00:00.000Z',
      ),
      event(
        { kind: 'quiz-answered', lesson, question: 'q', correct: false, answer: '0' },
        '2026-03-01T00:00:00.000Z',
      ),
    ]);
    expect(state.last?.item).toBe('quiz');
    expect(state.lessons['c/l']?.quiz['q']).toMatchObject({ correct: true, tries: 2 });
  });

  it('keeps names like __proto__ as ordinary keys', () => {
    const state = reduceAll([
      event({ kind: 'quiz-answered', lesson, question: 'constructor', correct: true, answer: '' }),
    ]);
    expect(state.lessons['c/l']?.quiz['constructor']?.tries).toBe(1);
  });

  it('is the same folded at once or in parts, and resets what was asked for', () => {
    fc.assert(
      fc.property(journal, fc.nat(), (events, cut) => {
        const at = events.length === 0 ? 0 : cut % events.length;
        const whole = reduceAll(events);
        expect(reduceAll(events.slice(at), reduceAll(events.slice(0, at)))).toEqual(whole);
        const reset = reduce(whole, event({ kind: 'progress-reset', scope: 'c/l' }));
        expect(Object.keys(reset.lessons)).not.toContain('c/l');
        expect(Object.keys(reset.labs).filter((lab) => lab.startsWith('c/l/'))).toEqual([]);
        expect(reduceAll([...events, event({ kind: 'progress-reset', scope: 'all' })])).toEqual(
          emptyProgress,
        );
      }),
    );
  });

  it('does not change when the events that a reset took back are left out', () => {
    fc.assert(
      fc.property(journal, (events) => {
        const whole = reduceAll(events);
        const kept = reduceAll(effectiveEvents(events));
        expect(kept.lessons).toEqual(whole.lessons);
        expect(kept.labs).toEqual(whole.labs);
        expect(kept.completedCourses).toEqual(whole.completedCourses);
      }),
    );
  });
});

describe('merge', () => {
  it('adds a journal once, however often it is imported', () => {
    fc.assert(
      fc.property(journal, journal, (mine, theirs) => {
        const first = mergeEvents(mine, theirs);
        const merged = [...mine, ...first.added];
        expect(mergeEvents(merged, theirs).added).toEqual([]);
        expect(mergeEvents(mine, mine).added).toEqual([]);
      }),
    );
  });

  it('brings back from a backup what a reset took', () => {
    const seen = event({ kind: 'slide-seen', lesson, slide: 's' });
    const reset = event({ kind: 'progress-reset', scope: 'all' });
    expect(mergeEvents([seen, reset], [seen])).toEqual({ added: [seen], known: 0 });
    expect(mergeEvents([seen], [seen, reset])).toEqual({ added: [], known: 0 });
  });
});

describe('journal lines', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        const written = event(fact);
        fc.pre(progressEventSchema.safeParse(written).success);
        const line = formatLine(written);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseLine(line.trimEnd())).toEqual({ kind: 'event', event: written });
      }),
    );
  });

  it('tells a newer version from damage', () => {
    const frame = { v: 1, id: 'abcdefgh', at: '2026-01-01T00:00:00.000Z' };
    expect(parseLine(JSON.stringify({ ...frame, v: 2, fact: { anything: 1 } })).kind).toBe('future');
    expect(parseLine(JSON.stringify({ ...frame, fact: { kind: 'level-won' } })).kind).toBe('future');
    expect(parseLine(JSON.stringify({ ...frame, fact: { kind: 'slide-seen' } })).kind).toBe('damaged');
    for (const line of ['', '{', 'null', '[]', '{"v":1}', '\0\0\0'])
      expect(parseLine(line).kind).toBe('damaged');
  });
});

describe('export', () => {
  it('comes back from JSON as it was', () => {
    const events = [event({ kind: 'slide-seen', lesson, slide: 's' })];
    expect(parseExport(exportJson(events, new Date())).events).toEqual(events);
  });

  it('refuses what is no export in one sentence', () => {
    expect(() => parseExport('{')).toThrow(/not JSON/);
    expect(() => parseExport('null')).toThrow(/not a Drydock progress export/);
    expect(() => parseExport('{"format":"drydock-progress","version":9,"events":[]}')).toThrow(/version 9/);
    expect(() => parseExport('{"format":"drydock-progress","version":1,"events":[{}]}')).toThrow(
      /Event 1 of 1/,
    );
  });

  it('quotes CSV cells and defuses formulas', () => {
    const csv = exportCsv(
      reduceAll([
        event({ kind: 'quiz-answered', lesson, question: '=HYPERLINK("x")', correct: false, answer: '' }),
        event({ kind: 'step-passed', lab: 'c/l/x', step: 's,1', points: 3, ...engine }),
      ]),
    );
    expect(csv.split('\r\n')).toEqual([
      'course,lesson,kind,item,result,tries,points,seconds,engine,simulated,at',
      'c,l,lesson,0 slides seen,started,,,0,,,',
      `c,l,question,"'=HYPERLINK(""x"")",wrong,1,,,,,2026-03-01T10:00:00.000Z`,
      `c,l,review,"'=HYPERLINK(""x"")",due,1,,,,,2026-03-02T10:00:00.000Z`,
      'c,l,step,"x/s,1",passed,0,3,,docker,false,2026-03-01T10:00:00.000Z',
      '',
    ]);
  });
});

describe('summarise', () => {
  const item = {
    kind: 'quiz' as const,
    id: 'quiz',
    path: 'quiz.yaml',
    questions: [
      { id: 'a', prompt: '' },
      { id: 'b', prompt: '' },
    ],
  };
  const summary = (id: string): Parameters<typeof summarise>[0][number]['lessons'][number] => ({
    key: `c/${id}`,
    id,
    number: 1,
    title: id,
    objectives: [],
    minutes: 1,
    topics: ['layers'],
    items: [item],
    problems: [],
  });
  const courses = [
    {
      id: 'c',
      version: '1.0.0',
      title: 'C',
      summary: '',
      authors: [],
      license: '',
      language: 'en',
      origin: 'shipped' as const,
      folder: '/c',
      completion: { quizShare: 0.8, labs: 'all' as const },
      lessons: [summary('l'), summary('m')],
      problems: [],
    },
  ];

  it('starts at the first lesson, goes on where the learner was, and ends', () => {
    const answer = event({ kind: 'quiz-answered', lesson, question: 'a', correct: true, answer: '' });
    const done = (id: string): ProgressEvent => event({ kind: 'lesson-completed', lesson: `c/${id}` });
    const next = (...events: ProgressEvent[]): unknown => summarise(courses, reduceAll(events)).next;
    expect(next()).toMatchObject({ lesson: 'c/l', item: 'quiz', target: 'a', why: 'start' });
    expect(next(answer)).toMatchObject({ lesson: 'c/l', target: 'b', why: 'unfinished' });
    expect(next(event({ kind: 'visited', lesson: 'c/m', item: 'quiz' }))).toMatchObject({
      lesson: 'c/m',
      why: 'continue',
    });
    expect(next(done('l'))).toMatchObject({ lesson: 'c/m', why: 'next-lesson' });
    expect(next(done('l'), done('m'))).toBeNull();
  });

  it('counts by topic and leaves out courses that are not open', () => {
    const state = reduceAll([
      event({ kind: 'quiz-answered', lesson, question: 'a', correct: true, answer: '' }),
      event({ kind: 'time-spent', lesson, seconds: 30 }),
      event({ kind: 'time-spent', lesson: 'other/x', seconds: 30 }),
    ]);
    const report = summarise(courses, state);
    expect(report).toMatchObject({ seconds: 30, questions: { done: 1, total: 4 }, simulatedSteps: 0 });
    expect(report.topics).toEqual([
      {
        topic: 'layers',
        lessons: 2,
        completed: 0,
        questions: { done: 1, total: 4 },
        steps: { done: 0, total: 0 },
      },
    ]);
  });
});
