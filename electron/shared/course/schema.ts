/**
 * The course format, version 1 (lessons/README.md describes it for authors): the shape of every YAML file in a
 * course folder. Types derive from the schemas; nothing else defines the format.
 */
import { z } from 'zod';
import { checkSchema } from '../checks/schema';
import { innerPathSchema, slugSchema } from './names';
import { variablesSchema } from './variables';

const minutes = z.number().int().min(1).max(600);
const sentence = z.string().min(1).max(2000);
const topic = slugSchema;

/** `course.yaml` */
export const courseSchema = z.strictObject({
  schema: z.literal(1),
  id: slugSchema,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'expected a version like 1.0.0'),
  title: sentence,
  summary: sentence,
  authors: z.array(sentence).min(1),
  license: sentence,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'expected a language tag like en'),
  sources: z.array(sentence).default([]),
  /** Folder names of the lessons, in order, like `01-why-containers`. */
  lessons: z
    .array(z.string().regex(/^\d{2}-[a-z0-9-]+$/, 'expected a folder name like 01-why-containers'))
    .min(1),
  completion: z
    .strictObject({
      /** Share of the quiz questions that must be right, 0 to 1. */
      quizShare: z.number().min(0).max(1).default(0.8),
      /** Whether every lab step must be done. */
      labs: z.enum(['all', 'none']).default('all'),
    })
    .default({ quizShare: 0.8, labs: 'all' }),
});
export type CourseFile = z.infer<typeof courseSchema>;

/** `glossary.yaml`: words of the field, explained once and shown wherever they occur. */
export const glossarySchema = z.strictObject({
  /** Ids of courses whose words count here too, after its own. */
  include: z.array(slugSchema).max(16).default([]),
  terms: z
    .array(
      z.strictObject({
        term: z.string().min(2).max(60),
        /** Other forms of the word: abbreviations, spellings. A plural in s is found by itself. */
        also: z.array(z.string().min(2).max(60)).default([]),
        /** One to three sentences, Markdown without blocks. */
        definition: z.string().min(10).max(600),
        /** The slide that teaches it: a lesson's id and the slide's, joined by `#`. */
        slide: z
          .string()
          .regex(
            /^[a-z0-9-]+#\S+$/,
            'expected a lesson and a slide, like layers-images-containers#whiteouts',
          ),
      }),
    )
    .min(1)
    .max(1000),
});
export type GlossaryFile = z.infer<typeof glossarySchema>;

/** `lesson.yaml` */
export const lessonSchema = z.strictObject({
  title: sentence,
  summary: sentence.optional(),
  objectives: z.array(sentence).min(1),
  minutes,
  topics: z.array(topic).default([]),
  /** Which slide explains what a rule of the linter says: a rule's id, alias or topic, and the id of a slide. */
  rules: z.record(z.string().min(1).max(64), z.string().min(1).max(200)).default({}),
  /** What the learner goes through, in order. */
  items: z
    .array(
      z.union([
        z.strictObject({ deck: innerPathSchema }),
        z.strictObject({ quiz: innerPathSchema }),
        z.strictObject({
          lab: z
            .string()
            .regex(/^\d{2}-[a-z0-9-]+$/, 'expected a folder name below labs/, like 01-first-build'),
        }),
      ]),
    )
    .min(1),
});
export type LessonFile = z.infer<typeof lessonSchema>;

/** One step of `lab.yaml`. */
export const stepSchema = z.strictObject({
  id: slugSchema,
  title: sentence,
  /** Markdown file with the instructions, relative to the lab's folder. */
  content: innerPathSchema,
  checks: z.array(checkSchema).default([]),
  /** Shown one at a time, when asked for; Markdown. */
  hints: z.array(sentence).default([]),
  /** What a good answer looks like and why; Markdown, shown once the step was tried. */
  solution: sentence.optional(),
  points: z.number().int().min(0).max(100).default(1),
});
export type StepFile = z.infer<typeof stepSchema>;

/** What a lab may need: abilities of an engine, and what is outside it. */
export const NEEDS = [
  ...(['build', 'run', 'ports', 'volumes', 'healthchecks', 'limits', 'secrets', 'compose', 'hood'] as const),
  ...(['network', 'registry', 'kubernetes'] as const),
] as const;

/** Families of engines. */
const enginesSchema = z.array(z.enum(['embedded', 'docker', 'podman'])).min(1);

/** `lab.yaml` */
export const labSchema = z.strictObject({
  title: sentence,
  minutes,
  difficulty: z.enum(['easy', 'medium', 'hard']),
  topics: z.array(topic).default([]),
  needs: z.array(z.enum(NEEDS)).default([]),
  /** Families of engines that the lab is made for; all that have what it needs where nothing is said. */
  engines: enginesSchema.optional(),
  /** Drawn at random for each attempt, and written in the places of `{{name}}` in texts, checks and files. */
  variables: variablesSchema.default({}),
  /** The file that opens first. */
  open: innerPathSchema.default('Dockerfile'),
  steps: z.array(stepSchema).min(1),
  /** Further folders whose files, laid over `start/`, must pass every check; `solution` always must. */
  solutions: z.array(innerPathSchema).default([]),
  /** Folders with a typical mistake: laid over `start/`, the named check must fail with the named feedback. */
  wrong: z
    .array(
      z.strictObject({
        folder: innerPathSchema,
        check: slugSchema,
        feedback: z.string().min(1),
        /** Where that is so; on all engines where nothing is said. */
        engines: enginesSchema.optional(),
      }),
    )
    .default([]),
});
export type LabFile = z.infer<typeof labSchema>;

const questionBase = {
  id: slugSchema,
  /** Markdown. */
  prompt: sentence,
  /** What the question is about and has to be read first, such as a manifest: Markdown, shown below the prompt. */
  exhibit: z.string().min(1).max(8000).optional(),
  topic: topic.optional(),
  /** Id of the slide that teaches the answer. */
  slide: z.string().max(200).optional(),
  /** Shown after any answer; Markdown. */
  explain: sentence,
};
const option = z.strictObject({ text: sentence, correct: z.boolean().default(false), explain: sentence });

/** One question of `quiz.yaml`. */
export const questionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('single'), ...questionBase, options: z.array(option).min(2).max(8) })
    .refine(
      (q) => q.options.filter((o) => o.correct).length === 1,
      'a single-choice question needs exactly one correct option',
    ),
  z
    .strictObject({ kind: z.literal('multiple'), ...questionBase, options: z.array(option).min(2).max(8) })
    .refine(
      (q) => q.options.some((o) => o.correct),
      'a multiple-choice question needs at least one correct option',
    ),
  /** `items` stand in their right order; the learner sees them shuffled. */
  z.strictObject({ kind: z.literal('order'), ...questionBase, items: z.array(sentence).min(3).max(8) }),
  /** Each left belongs to its right; the rights are shuffled. */
  z.strictObject({
    kind: z.literal('match'),
    ...questionBase,
    pairs: z
      .array(z.strictObject({ left: sentence, right: sentence }))
      .min(2)
      .max(8),
  }),
  /** A typed answer, compared without regard to case and outer white space. */
  z.strictObject({
    kind: z.literal('text'),
    ...questionBase,
    accept: z.array(z.string().min(1).max(200)).min(1),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

/** `quiz.yaml` */
export const quizSchema = z.strictObject({ title: sentence, questions: z.array(questionSchema).min(1) });
export type Quiz = z.infer<typeof quizSchema>;
