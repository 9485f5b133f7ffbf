/** What the page after a lesson says. */
export const learnedMessages = {
  title: 'What you learned',
  completed: (date: string) => `Completed on ${date}`,
  open: 'Not completed yet',
  openText: 'What is still open is marked below. The page fills as you go on.',
  objectives: 'You can now',
  objectivesOpen: 'What this lesson is for',
  done: 'What you did',
  slides: 'Slides read',
  questions: 'Answers right',
  steps: 'Lab steps passed',
  engines: 'Run on',
  /** `engine` is its id, or `none` where a step needs none. */
  stepsOn: (n: number, engine: string) => {
    const where =
      engine === 'none' ? 'without an engine' : `on ${engine.charAt(0).toUpperCase()}${engine.slice(1)}`;
    return `${n === 1 ? '1 step' : `${n} steps`} ${where}`;
  },
  time: 'Time',
  part: 'Part',
  expected: 'Expected',
  active: 'Active',
  all: 'Together',
  timeNote: 'Only time in which you did something counts.',
  review: 'Worth another look',
  nothing: 'Nothing: no question of this lesson is waiting for you.',
  wrong: 'answered wrong so far',
  comesBack: (when: string) => `comes back ${when}`,
  toReview: 'Go to review',
  notes: 'Your notes',
  next: (title: string) => `Next: ${title}`,
  again: 'Open the lesson',
  last: 'This was the last lesson of the course.',
  toLibrary: 'Back to the library',
  gone: 'There is no such lesson',
  goneText: 'Its course may have been closed.',
} as const;
