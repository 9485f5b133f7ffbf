import type { JournalHealth, ProgressState } from '../../electron/shared/progress/state';

const slides = (n: number): string[] => Array.from({ length: n }, (_, i) => `slide-${i + 1}`);
const right = { correct: true, tries: 1, at: '2026-11-20T09:30:00.000Z', answer: '{"choices":[1]}' };

/** A learner in the middle of the second lesson. */
export const midwayProgress: ProgressState = {
  lessons: {
    'containers/why-containers': {
      slidesSeen: slides(12),
      seconds: 1710,
      itemSeconds: { deck: 1300, quiz: 410 },
      reviews: {},
      quiz: { shared: right, moves: { ...right, tries: 2 }, pets: right, kernel: right },
      bookmarks: [],
      notes: {},
      last: { item: 'quiz', target: 'kernel', at: '2026-11-20T09:30:00.000Z' },
      completedAt: '2026-11-20T09:31:00.000Z',
    },
    'containers/your-first-image': {
      slidesSeen: slides(9),
      seconds: 2580,
      itemSeconds: { deck: 900, 'first-build': 1500 },
      reviews: {
        cache: {
          due: '2026-11-23T17:05:00.000Z',
          last: '2026-11-22T17:05:00.000Z',
          stability: 0.2,
          difficulty: 6.4,
          reps: 1,
          lapses: 0,
          interval: 1,
        },
      },
      quiz: { context: right, cache: { ...right, correct: false, tries: 2 } },
      bookmarks: ['slide-4'],
      notes: {},
      last: { item: 'first-build', target: 'copy', at: '2026-11-22T17:05:00.000Z' },
      completedAt: null,
    },
  },
  labs: {
    'containers/your-first-image/first-build': {
      resets: 1,
      steps: {
        base: {
          tries: 2,
          checksPassed: ['from'],
          hintsShown: 1,
          passedAt: '2026-11-22T16:50:00.000Z',
          points: 10,
          engine: 'docker',
          simulated: false,
        },
        copy: {
          tries: 1,
          checksPassed: ['file'],
          hintsShown: 0,
          passedAt: '2026-11-22T17:04:00.000Z',
          points: 10,
          engine: 'embedded',
          simulated: true,
        },
      },
    },
  },
  completedCourses: {},
  last: {
    lesson: 'containers/your-first-image',
    item: 'first-build',
    target: 'copy',
    at: '2026-11-22T17:05:00.000Z',
  },
};

export const freshProgress: ProgressState = { lessons: {}, labs: {}, completedCourses: {}, last: null };

export const goodHealth: JournalHealth = {
  events: 214,
  tornBytes: 0,
  setAside: null,
  lostLines: 0,
  readOnlyReason: null,
};
