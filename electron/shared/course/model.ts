import type { CheckOutcome } from '../checks/schema';
import type { DeckExcerpt } from '../deck';
import type { Problem } from '../problem';
import type { LabFile, Quiz } from './schema';

/** `course/lesson`: how a lesson is named everywhere, in addresses and in the journal. */
export type LessonKey = `${string}/${string}`;
/** `course/lesson/lab`. */
export type LabKey = `${string}/${string}/${string}`;

/** A question of a quiz, without its answers. */
export interface QuestionSummary {
  readonly id: string;
  /** What it asks, in Markdown. */
  readonly prompt: string;
}

/** One thing to do in a lesson. `id` is unique in the lesson: `deck`, `quiz`, or the lab's id. */
export type LessonItem =
  | { readonly kind: 'deck'; readonly id: string; readonly path: string; readonly slideCount: number }
  | {
      readonly kind: 'quiz';
      readonly id: string;
      readonly path: string;
      /** Each question once, in the order of the file. */
      readonly questions: readonly QuestionSummary[];
    }
  | {
      readonly kind: 'lab';
      readonly id: string;
      readonly key: LabKey;
      readonly title: string;
      readonly minutes: number;
      readonly stepIds: readonly string[];
    };

/** A slide that explains rules of the Dockerfile linter. */
export interface RuleSlide {
  /** A rule's id or alias, or a topic that several rules share. */
  readonly rule: string;
  readonly slide: string;
  /** The slide's title. */
  readonly title: string;
}

/** A lesson as the library shows it. A lesson with an error among its problems has what could still be read. */
export interface LessonSummary {
  readonly key: LessonKey;
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly summary?: string;
  readonly objectives: readonly string[];
  readonly minutes: number;
  readonly topics: readonly string[];
  /** Absent where the lesson names none. */
  readonly rules?: readonly RuleSlide[];
  readonly items: readonly LessonItem[];
  readonly problems: readonly Problem[];
}

/** A course as the library shows it. */
export interface CourseSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly license: string;
  readonly language: string;
  /** Where it comes from: with the app, a folder that the learner opened, or an imported zip. */
  readonly origin: 'shipped' | 'folder' | 'archive';
  readonly folder: string;
  readonly completion: { readonly quizShare: number; readonly labs: 'all' | 'none' };
  readonly lessons: readonly LessonSummary[];
  readonly problems: readonly Problem[];
}

/** A word of a course's glossary. */
export interface GlossaryTerm {
  readonly course: string;
  /** Unique in the course, made from the term. */
  readonly id: string;
  readonly term: string;
  /** Other forms of the word. */
  readonly also: readonly string[];
  /** One to three sentences, Markdown without blocks. */
  readonly definition: string;
  /** Where it is taught; null where the course has no such slide. */
  readonly taught: { readonly lesson: LessonKey; readonly slide: string; readonly title: string } | null;
}

/** What a course explains. */
export interface CourseGlossary {
  readonly course: string;
  /** Courses whose words count here too, after its own. */
  readonly include: readonly string[];
  readonly terms: readonly GlossaryTerm[];
}

/** One lab with its texts. The learner's files are in the workspace, not here. */
export interface LabContent {
  readonly key: LabKey;
  readonly id: string;
  readonly file: LabFile;
  /** Markdown of each step, by step id. */
  readonly steps: Readonly<Record<string, string>>;
}

/** A lesson's deck. */
export interface LessonDeck {
  readonly path: string;
  readonly source: string;
  /** The slide that was asked for with its neighbours, where reading the whole deck first would be felt. */
  readonly excerpt?: DeckExcerpt;
  /** Present where its author may edit it in the app: the course was opened as a folder. */
  readonly writable?: boolean;
}

/** Everything a lesson view needs. */
export interface LessonContent {
  readonly summary: LessonSummary;
  readonly courseTitle: string;
  /** Base address of the lesson's figures: `app://drydock/course/<course>/<lesson folder>/`. */
  readonly baseUrl: string;
  /** The deck's source, absent where the lesson has none or it could not be read. */
  readonly deck?: LessonDeck;
  readonly quiz?: Quiz;
  readonly labs: readonly LabContent[];
}

/** What came of checking one step. */
export interface StepResult {
  readonly lab: LabKey;
  readonly step: string;
  readonly passed: boolean;
  readonly engine: string;
  /** True where the engine that answered does not really run what it reports. */
  readonly simulated: boolean;
  readonly outcomes: readonly CheckOutcome[];
}

/** One finding of the full-text search. */
export interface SearchHit {
  readonly kind: 'lesson' | 'slide' | 'step' | 'file' | 'quiz' | 'term';
  readonly lesson: LessonKey;
  /** Title of the slide, step or file. */
  readonly title: string;
  /** Course and lesson title, for the second line. */
  readonly context: string;
  /** A piece of the text around the first match, and the ranges [from, to) in it to emphasise. */
  readonly excerpt: string;
  readonly ranges: readonly (readonly [number, number])[];
  /** Where to go: item id of the lesson, and the slide id, step id or file path in it; a term's id in the glossary. */
  readonly item: string;
  readonly target: string;
}
