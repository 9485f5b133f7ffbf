/**
 * Every sentence that the shell and its views show, grouped by view. The lesson's own parts keep theirs beside
 * them (renderer/deck/messages.ts, renderer/views/lesson/messages.ts), since they are loaded with them.
 */
import type { AppCommand } from '../../electron/shared/contract';
import type { EngineStatus } from '../../electron/shared/engine/status';
import { topicName } from './topic-name';

/** A count with its noun: `3 lessons`, `1 lesson`. */
function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** Minutes as people say them: `45 min`, `2 h 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function date(iso: string): string {
  return new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

export const messages = {
  duration,
  percent,
  date,

  common: {
    close: 'Close',
    cancel: 'Cancel',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    details: 'Details',
    whatToDo: 'What to do',
    dismiss: 'Dismiss',
    loading: 'Loading',
    resize: (before: string, after: string) => `Resize ${before} and ${after}`,
    simulated: 'simulated',
    line: (file: string, line?: number) => (line === undefined ? file : `${file}:${line}`),
  },

  shell: {
    name: 'Drydock',
    navigation: 'Main',
    library: 'Library',
    progress: 'Progress',
    images: 'Images',
    containers: 'Containers',
    review: 'Review',
    glossary: 'Glossary',
    settings: 'Settings',
    skipToContent: 'Skip to content',
    search: 'Search or run a command',
    dropTitle: 'Drop to open the course',
    dropHint: 'A course folder or a course zip. Nothing in it is changed.',
    dropNothing: 'What was dropped is not a file or folder on this computer.',
    dropRemedy: 'Drop a course folder or a course zip from your file manager.',
    opened: (title: string) => `Opened “${title}”`,
    notices: 'Notices',
    failed: 'This view stopped working',
    toLibrary: 'Back to the library',
    reload: 'Reload the window',
    journalReadOnly: (reason: string) => `Progress cannot be saved: ${reason}`,
    journalReadOnlyRemedy:
      'What you do now may be lost. Make room on the disk, or make the profile folder writable, then restart Drydock.',
    journalTorn:
      'Drydock ended abruptly last time, so the very last entry of your progress was incomplete and was dropped.',
    journalSetAside: (lost: number) =>
      `Your progress file was damaged: ${count(lost, 'entry', 'entries')} could not be read. Everything else is back.`,
    journalSetAsideRemedy: (path: string) => `The damaged file was kept as it was: ${path}`,
  },

  engine: {
    title: 'Engines',
    intro:
      'An engine builds and runs your images. Drydock takes the first that answers, or the one you choose.',
    looking: 'Looking for engines',
    none: 'No engine',
    preparing: 'Preparing…',
    more: 'What runs where, what it takes',
    refresh: 'Look again',
    automatic: 'Automatic',
    automaticHint: 'The first that answers',
    ready: 'Ready',
    unavailable: 'Not available',
    chip: (engine: EngineStatus) =>
      `Engine: ${engine.name}, ${engine.state === 'ready' ? 'ready' : 'not available'}`,
    chipNone: 'Engine: none found',
    kinds: { docker: 'Docker', podman: 'Podman', embedded: 'Built in' },
    version: (version: string, platform: string) => `${version}, ${platform}`,
    ownKernel: (platform: string) => `A Linux kernel of its own, ${platform}`,
    use: (engine: string) => `Use ${engine}`,
    found: (engine: string) => `${engine} answers and is used from here on.`,
    lost: (engine: string) => `${engine} does not answer any more.`,
    replaced: (now: string) => `${now} is used from here on.`,
    lostRemedy: 'Start it again, then look again in the list of engines.',
  },

  library: {
    title: 'Library',
    continueTitle: 'Continue where you left',
    continueAction: 'Continue',
    startTitle: 'A good place to begin',
    startAction: 'Start',
    unfinishedTitle: 'Not finished yet',
    nextTitle: 'Next lesson',
    openFolder: 'Open course folder…',
    openArchive: 'Open zip…',
    lessonsDone: (done: number, all: number) => `${done} of ${count(all, 'lesson')} done`,
    /** `tight` where room is scarce. */
    timeSpent: (seconds: number, minutes: number, tight = false) =>
      seconds < 30
        ? duration(minutes)
        : `${duration(Math.max(1, seconds / 60))} of ${tight ? '' : 'about '}${duration(minutes)}`,
    timeSpentTitle: 'Active time so far, and what is expected',
    due: (n: number) => `${count(n, 'question')} you missed ${n === 1 ? 'is' : 'are'} due for review`,
    reviewNow: 'Review',
    learned: 'What you learned',
    certificate: 'Certificate…',
    completed: 'Completed',
    completedOn: (iso: string) => `Completed on ${date(iso)}`,
    done: (share: number) => `${percent(share)} done`,
    showObjectives: 'What you will learn',
    inLesson: (title: string) => `in ${title}`,
    topic: topicName,
    slides: (n: number) => count(n, 'slide'),
    quizOf: (n: number) => `Quiz, ${count(n, 'question')}`,
    labNamed: (title: string) => `Lab: ${title}`,
    deck: 'Slides',
    quiz: 'Quiz',
    itemDone: 'done',
    problemsLabel: 'Problems in the course files',
    origin: { shipped: 'Comes with Drydock', folder: 'Opened folder', archive: 'Opened zip' },
    closeCourse: 'Close course',
    closeCourseNamed: (title: string) => `Close ${title}`,
    closed: (title: string) => `Closed “${title}”. Its files and your progress stay as they are.`,
    courseActions: (title: string) => `Actions for ${title}`,
    copyPath: 'Copy folder path',
    problemSeverity: { error: 'Error', warning: 'Warning', info: 'Remark' },
    broken: 'This lesson cannot be opened until its files are mended.',
    emptyTitle: 'No courses yet',
    emptyText: 'Open a course folder or a course zip, or drop one anywhere on this window.',
    loadFailed: 'The library could not be read',
    credits: (version: string, authors: readonly string[], license: string) =>
      `Version ${version} · ${authors.join(', ')} · ${license}`,
  },

  progress: {
    title: 'Progress',
    emptyTitle: 'Nothing done yet',
    emptyText: 'Open a lesson. What you read, answer and build is remembered here, on this computer only.',
    emptyAction: 'Go to the library',
    next: 'Next',
    allDone: 'Everything in your courses is done.',
    lessonsDone: 'Lessons done',
    stepsDone: 'Lab steps done',
    quizRight: 'Quiz answers right',
    time: 'Time spent',
    timeNote: 'Active, with a lesson in front',
    timeOf: (seconds: number, minutes: number) =>
      seconds > 0
        ? `${duration(Math.max(1, seconds / 60))} / ${duration(minutes)}`
        : `– / ${duration(minutes)}`,
    timeColumn: 'Time, of expected',
    of: (n: number) => `of ${n}`,
    byLesson: 'By lesson',
    byTopic: 'By topic',
    labs: 'Labs',
    lesson: 'Lesson',
    slides: 'Slides',
    quiz: 'Quiz',
    lab: 'Lab',
    stepsColumn: 'Lab steps',
    completed: 'Completed',
    underWay: 'Under way',
    notStarted: 'Not started',
    tasks: (done: number, total: number) => (total === 0 ? 'No tasks' : `${done} of ${count(total, 'task')}`),
    steps: 'Steps',
    engine: 'Done on',
    points: 'Points',
    tries: 'Tries',
    hints: 'Hints',
    lastDone: 'Last step',
    noTopics: 'These courses name no topics.',
    noLabs: 'These courses have no labs.',
    record: 'Your record',
    healthy: (events: number) => `${count(events, 'entry', 'entries')} in the journal, all readable.`,
    exportJson: 'Export as JSON…',
    exportCsv: 'Export as CSV…',
    exported: (path: string) => `Exported to ${path}`,
    importFile: 'Import…',
    imported: (added: number, known: number) =>
      added === 0
        ? `Nothing new: ${count(known, 'entry was', 'entries were')} already here.`
        : `Added ${count(added, 'entry', 'entries')}; ${known} already here.`,
    reset: 'Reset progress…',
    resetDone: 'Progress was reset.',
    resetHint: 'Drydock asks once more before anything is reset.',
    loadFailed: 'Your progress could not be read',
  },

  settings: {
    title: 'Settings',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    zoom: 'Zoom',
    zoomHint: 'Of the whole window.',
    editor: 'Editor',
    fontSize: 'Font size',
    fontSizeHint: 'In the editor, in logs and in terminals, in pixels.',
    screenReader: 'Terminals for a screen reader',
    screenReaderHint: 'Keeps what a terminal shows readable as text. Costs some speed.',
    fontSizeSample: 'FROM busybox:1.36',
    engine: 'Engine',
    courses: 'Course folders',
    coursesHint: 'Courses you opened besides those that come with Drydock.',
    noCourses: 'You have opened none.',
    about: 'About Drydock',
    version: 'Version',
    runtime: 'Electron',
    profile: 'Profile folder',
    copyProfile: 'Copy the path of the profile folder',
    profileHint: 'Your progress, settings and lab files live here.',
    licences: 'Licences',
    licenceText:
      'The code is under the Apache License 2.0. The lessons that come with it are under CC BY 4.0.',
    privacy: 'Drydock sends nothing anywhere. What you do stays on this computer.',
    decrease: (what: string) => `${what}: less`,
    increase: (what: string) => `${what}: more`,
  },

  palette: {
    title: 'Search and commands',
    placeholder: 'Search lessons, slides, steps and files, or type a command',
    commands: 'Commands',
    groups: {
      lesson: 'Lessons',
      slide: 'Slides',
      term: 'Glossary',
      step: 'Lab steps',
      file: 'Lab files',
      quiz: 'Quizzes',
    },
    nothing: (query: string) => `Nothing found for “${query}”.`,
    nothingHint: 'Try a single word, or part of one.',
    found: (n: number) => count(n, 'result'),
    failed: 'The search failed',
    keys: { move: 'to move', open: 'to open', close: 'to close' },
    command: {
      'open-folder': 'Open course folder…',
      'open-archive': 'Open course zip…',
      search: 'Search',
      library: 'Go to the library',
      dashboard: 'Go to progress',
      images: 'Go to images',
      containers: 'Go to containers',
      review: 'Go to review',
      glossary: 'Go to the glossary',
      settings: 'Go to settings',
      rules: 'Dockerfile rules of the linter',
      build: 'Build',
      'cancel-build': 'Cancel the build',
      check: 'Check this step',
      save: 'Save',
      'toggle-deck': 'Show or hide the slides',
      'toggle-steps': 'Show or hide the steps',
      'toggle-panel': 'Show or hide the bottom panel',
      'zoom-in': 'Zoom in',
      'zoom-out': 'Zoom out',
      'zoom-reset': 'Reset zoom',
      'full-screen': 'Full screen',
      about: 'About Drydock',
    } satisfies Record<AppCommand, string>,
    continueLesson: (title: string) => `Continue: ${title}`,
    refreshEngines: 'Look for engines again',
    themes: { light: 'Use the light theme', dark: 'Use the dark theme', system: 'Follow the system’s theme' },
  },

  notFound: {
    title: 'There is nothing here',
    text: 'The address does not name a view of Drydock. The lesson may belong to a course that was closed.',
  },
} as const;
