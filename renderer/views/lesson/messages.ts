import type { LessonItem } from '../../../electron/shared/course/model';

/** What the lesson view says around deck, quiz and labs. */
export const lessonMessages = {
  lesson: 'Lesson',
  library: 'Library',
  items: 'Parts of this lesson',
  itemTitle: (item: LessonItem) =>
    item.kind === 'deck' ? 'Slides' : item.kind === 'quiz' ? 'Quiz' : item.title,
  done: 'done',
  started: (share: number) => `${Math.round(share * 100)} % done`,
  previous: (title: string) => `Back to ${title}`,
  next: (title: string) => `On to ${title}`,
  panes: 'Panes',
  deck: 'Slides',
  editor: 'Editor',
  steps: 'Steps',
  panel: 'Build panel',
  toggle: {
    deck: 'Show or hide the slides',
    steps: 'Show or hide the steps',
    panel: 'Show or hide the build panel',
  },
  loading: 'Loading the lesson',
  readingDeck: 'Reading the slides',
  failed: 'The lesson could not be opened',
  retry: 'Try again',
  toLibrary: 'Back to the library',
  emptyTitle: 'Nothing to open',
  emptyText: 'No part of this lesson could be read. What is wrong with its files is listed above.',
  missingTitle: 'This part is missing',
  missingText: 'Its files could not be read. What is wrong with them is listed above.',
  completed: 'Lesson completed.',
  seeLearned: 'See what you learned',
  problems: (n: number) =>
    n === 1 ? 'There is a problem in this lesson’s files' : `There are ${n} problems in this lesson’s files`,
  severity: { error: 'Error', warning: 'Warning', info: 'Remark' },
  place: (file: string, line?: number) => (line === undefined ? file : `${file}:${line}`),
  print: {
    title: 'Save the slides as PDF',
    layout: 'Pages',
    layouts: {
      slides: 'One slide a page',
      'handout-2': 'Handout, two slides a page with notes',
      'handout-4': 'Handout, four slides a page with notes',
    },
    fragments: 'Steps',
    fragmentChoices: { merged: 'All on one page', expanded: 'A page for each step' },
    save: 'Save as PDF…',
    working: 'The pages are being laid out.',
    saved: (path: string) => `Saved ${path}`,
  },
  noDeck: 'This lesson has no slides.',
} as const;
