/**
 * The IPC contract: the only definition of what the renderer may ask of the main process, and of what the main
 * process tells it. Parameter, result, preload and handler types all follow from these two maps. What a method's
 * arguments must look like at runtime is in contract.schema.ts, and the list of their names in contract.names.ts; neither
 * compiles unless it matches.
 */
import type { ComposeEvents, ComposeMethods } from './compose/methods';
import type { Certificate } from './certificate/model';
import type {
  BuildEvent,
  BuildOptions,
  BuildRecord,
  BuildSecrets,
  BuildSummary,
  RememberedBuild,
} from './engine/build';
import type { ContainerEvents, ContainerMethods } from './engine/methods';
import type { StageRun } from './engine/run';
import type { EngineStatus } from './engine/status';
import type { EngineUpkeep } from './engine/upkeep';
import type {
  CourseSummary,
  CourseGlossary,
  LabKey,
  LessonContent,
  LessonKey,
  SearchHit,
  StepResult,
} from './course/model';
import type { ErrorData } from './errors';
import type { InkChange, InkPoint } from './presentation/ink';
import type {
  InkNews,
  PointerNews,
  PresentationNews,
  PresentationPatch,
  PresentationRole,
  PresentationSnapshot,
} from './presentation/model';
import type { PrintJob, PrintOptions } from './printing/model';
import type { LearnerFact } from './progress/events';
import type { JournalHealth, ProgressState } from './progress/state';
import type { Settings, SettingsPatch } from './settings';
import type { SaveResult, Workspace, WorkspaceChange, WorkspaceId, WorkspaceText } from './workspace/model';

/** What the renderer needs to know of the app it is the window of. */
export interface AppInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly electron: string;
  readonly profile: string;
  readonly dark: boolean;
}

/** A file to save an export to was chosen and written, or the learner changed their mind. */
export type Saved = { readonly path: string } | null;

/** Method name -> asynchronous signature. */
export interface Methods extends ContainerMethods, ComposeMethods {
  'app.info': () => Promise<AppInfo>;
  /** Asks the learner, naming the host, and opens an https address in their browser. */
  'app.openExternal': (url: string) => Promise<boolean>;
  /** A command of the application menu or the palette that the main process carries out. */
  'app.command': (command: AppCommand) => Promise<void>;
  'clipboard.write': (text: string) => Promise<void>;

  'settings.get': () => Promise<Settings>;
  'settings.change': (patch: SettingsPatch) => Promise<Settings>;

  'courses.list': () => Promise<readonly CourseSummary[]>;
  /** @param slide key of the slide that will be in front; empty for the first. */
  'courses.lesson': (lesson: LessonKey, slide: string) => Promise<LessonContent>;
  /** The words that the courses in the library explain. */
  'courses.glossaries': () => Promise<readonly CourseGlossary[]>;
  /** Opens a folder or zip chosen in a dialog. Null when the dialog was closed. */
  'courses.choose': (what: 'folder' | 'archive') => Promise<CourseSummary | null>;
  /** Opens a folder or zip that was dropped onto the window. */
  'courses.open': (path: string) => Promise<CourseSummary>;
  /** Takes an opened course out of the library. Nothing on disk and no progress is deleted. */
  'courses.close': (course: string) => Promise<void>;
  'search.query': (text: string) => Promise<readonly SearchHit[]>;

  /** Begins a talk on a lesson's deck, or joins the one that is running, and opens the window with the notes. */
  'presentation.start': (
    lesson: LessonKey,
    at: { readonly slide: string; readonly step: number },
  ) => Promise<PresentationSnapshot>;
  /** The running talk, or null. */
  'presentation.state': () => Promise<PresentationSnapshot | null>;
  'presentation.change': (by: PresentationRole, patch: PresentationPatch) => Promise<void>;
  /** Moves the laser pointer; null puts it out. */
  'presentation.point': (by: PresentationRole, point: InkPoint | null) => Promise<void>;
  'presentation.draw': (by: PresentationRole, slide: string, change: InkChange) => Promise<void>;
  /** Fills a screen with slides, or puts them back into their window. */
  'presentation.show': (where: number | 'window') => Promise<void>;
  'presentation.end': () => Promise<void>;

  /** The text of a deck that may be edited, as it is on the disk. Rejects with `refused` for any other. */
  'decks.source': (lesson: LessonKey) => Promise<WorkspaceText>;
  /** Saves a deck's text made from `version`; null writes a deleted file again. */
  'decks.save': (lesson: LessonKey, text: string, version: string | null) => Promise<SaveResult>;
  /** Prints a lesson's deck to a PDF whose place the learner chooses. */
  'decks.print': (lesson: LessonKey, options: PrintOptions) => Promise<Saved>;
  /** What the printing page is to lay out; null while nothing is printed. For that page only, as is the next. */
  'printing.job': () => Promise<PrintJob | null>;
  /** The pages are laid out: how many, or why they could not be. */
  'printing.done': (
    job: string,
    outcome: { readonly pages: number } | { readonly failed: string },
  ) => Promise<void>;

  'workspaces.open': (id: WorkspaceId) => Promise<Workspace>;
  'workspaces.scratch': (file: string, text: string) => Promise<Workspace>;
  'workspaces.read': (id: WorkspaceId, path: string) => Promise<WorkspaceText>;
  /** Saves a text made from `version`; null creates the file. */
  'workspaces.save': (
    id: WorkspaceId,
    path: string,
    text: string,
    version: string | null,
  ) => Promise<SaveResult>;
  'workspaces.rename': (id: WorkspaceId, from: string, to: string) => Promise<Workspace>;
  'workspaces.delete': (id: WorkspaceId, path: string) => Promise<Workspace>;
  'workspaces.reset': (id: WorkspaceId) => Promise<Workspace>;
  'workspaces.undoReset': (id: WorkspaceId) => Promise<Workspace>;
  /** The solution's files; refused until a step of the lab was tried. */
  'workspaces.solution': (
    lab: LabKey,
  ) => Promise<readonly { readonly path: string; readonly text: string }[]>;
  /** Shows the folder in the system's file manager. */
  'workspaces.reveal': (id: WorkspaceId) => Promise<void>;

  'engines.list': () => Promise<readonly EngineStatus[]>;
  'engines.refresh': () => Promise<readonly EngineStatus[]>;
  /** What an engine takes that is part of the app; null for one that is not. */
  'engines.upkeep': (engine: string) => Promise<EngineUpkeep | null>;
  /** Removes all that such an engine keeps. Asks in a dialog of the system; false when the learner said no. */
  'engines.reset': (engine: string) => Promise<boolean>;
  /**
   * Starts a build of the workspace's files and returns its id at once; the rest comes as `build.event`. Secrets go to the
   * engine and into no record.
   */
  'builds.start': (workspace: WorkspaceId, options: BuildOptions, secrets: BuildSecrets) => Promise<string>;
  'builds.cancel': (build: string) => Promise<void>;
  /** The newest build of the workspace, compared with its files as they are on the disk now. */
  'builds.last': (workspace: WorkspaceId) => Promise<RememberedBuild | null>;
  /** The builds of the workspace that are remembered, newest first. */
  'builds.list': (workspace: WorkspaceId) => Promise<readonly BuildSummary[]>;
  /** Runs the image of a build of this workspace, as the image says, until it ends or its time is over. */
  'runs.start': (workspace: WorkspaceId, build: string) => Promise<StageRun>;
  'runs.stop': (workspace: WorkspaceId) => Promise<void>;

  /** Rejects with `cancelled` when `checks.cancel` came before its end. */
  'checks.run': (lab: LabKey, step: string) => Promise<StepResult>;
  'checks.cancel': (lab: LabKey) => Promise<void>;
  'quiz.answer': (
    lesson: LessonKey,
    question: string,
    answer: QuizAnswer,
  ) => Promise<{ readonly correct: boolean }>;

  /** Answers a missed question that came back. A right answer that was a guess comes back sooner. */
  'review.answer': (
    lesson: LessonKey,
    question: string,
    answer: QuizAnswer,
    sure: boolean,
  ) => Promise<{ readonly correct: boolean }>;
  /** What a course's certificate would say now, and the fingerprint of the key that signs it. */
  'certificates.preview': (
    course: string,
    name: string,
  ) => Promise<{ readonly certificate: Certificate; readonly fingerprint: string }>;
  /** Writes a course's certificate to a file that the learner chooses: printed, or signed as JSON. */
  'certificates.save': (course: string, name: string, format: 'pdf' | 'json') => Promise<Saved>;

  'progress.state': () => Promise<ProgressState>;
  'progress.health': () => Promise<JournalHealth>;
  'progress.record': (facts: readonly LearnerFact[]) => Promise<void>;
  'progress.export': (format: 'json' | 'csv') => Promise<Saved>;
  'progress.import': () => Promise<{ readonly added: number; readonly known: number } | null>;
  /** Asks in a dialog of the system; false when the learner said no. */
  'progress.reset': (scope: 'all' | LessonKey) => Promise<boolean>;
}

/** What a learner answered: option indexes, an order or matching of indexes, or a typed text. */
export type QuizAnswer = { readonly choices: readonly number[] } | { readonly text: string };

/** What a menu item or key may ask for. The ones the renderer carries out come back as `app.command` events. */
export type AppCommand =
  | 'open-folder'
  | 'open-archive'
  | 'search'
  | 'library'
  | 'dashboard'
  | 'images'
  | 'containers'
  | 'review'
  | 'glossary'
  | 'settings'
  | 'rules'
  | 'build'
  | 'cancel-build'
  | 'check'
  | 'save'
  | 'toggle-deck'
  | 'toggle-steps'
  | 'toggle-panel'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'full-screen'
  | 'about';

/** Event name -> payload. */
export interface Events extends ContainerEvents, ComposeEvents {
  'app.command': AppCommand;
  'app.theme': { readonly dark: boolean };
  /** Something happened that the learner should know of and that no request can carry. */
  'app.notice': { readonly severity: 'info' | 'warning' | 'error'; readonly error: ErrorData };
  'settings.changed': Settings;
  'courses.changed': readonly CourseSummary[];
  'presentation.changed': PresentationNews;
  'presentation.pointer': PointerNews;
  'presentation.ink': InkNews;
  'presentation.ended': null;
  'workspace.changed': WorkspaceChange;
  'engines.changed': readonly EngineStatus[];
  /** What an engine does that takes longer than usual, in words; null when that is over. */
  'engine.progress': { readonly engine: string; readonly text: string | null };
  'build.event': { readonly build: string; readonly workspace: WorkspaceId; readonly event: BuildEvent };
  'build.finished': BuildRecord;
  'progress.changed': ProgressState;
}

export type MethodName = keyof Methods;
export type EventName = keyof Events;
export type Arguments<M extends MethodName> = Parameters<Methods[M]>;
export type Result<M extends MethodName> = Awaited<ReturnType<Methods[M]>>;

/** What answers a request over IPC: errors cross as data, since structured clone keeps only their message. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

/** Handlers of the main process, one for every method. */
export type Handlers = { readonly [M in MethodName]: Methods[M] };

/** What the preload puts on `window.drydock`. `invoke` returns a {@link Reply}; renderer/api.ts rebuilds the error. */
export interface Bridge {
  readonly invoke: <M extends MethodName>(method: M, ...args: Arguments<M>) => Promise<Reply<Result<M>>>;
  /** Calls `listener` for each event until the returned function is called. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
  /** The path of a file that was dropped onto the window. */
  readonly pathForFile: (file: unknown) => string;
}
