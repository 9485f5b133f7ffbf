/** The progress journal's events (design section 6). One JSON object a line; the schema is what recovery trusts. */
import { z } from 'zod';
import { reviewRatings } from './ratings';

const key = z.string().min(1).max(300);
const engine = { engine: z.string().max(100), simulated: z.boolean() };

/** What happened, without when: this is what a caller records. */
export const progressFactSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('visited'),
    lesson: key,
    item: key,
    target: z.string().max(300).optional(),
  }),
  z.strictObject({ kind: z.literal('slide-seen'), lesson: key, slide: key }),
  z.strictObject({
    kind: z.literal('time-spent'),
    lesson: key,
    seconds: z.number().int().min(1).max(86_400),
  }),
  z.strictObject({
    kind: z.literal('quiz-answered'),
    lesson: key,
    question: key,
    correct: z.boolean(),
    answer: z.string().max(4000),
  }),
  z.strictObject({ kind: z.literal('hint-shown'), lab: key, step: key, hint: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal('step-tried'), lab: key, step: key, passed: z.boolean(), ...engine }),
  z.strictObject({ kind: z.literal('check-passed'), lab: key, step: key, check: key, ...engine }),
  z.strictObject({
    kind: z.literal('step-passed'),
    lab: key,
    step: key,
    points: z.number().min(0),
    ...engine,
  }),
  z.strictObject({ kind: z.literal('lab-reset'), lab: key }),
  z.strictObject({ kind: z.literal('lesson-completed'), lesson: key }),
  z.strictObject({ kind: z.literal('course-completed'), course: key }),
  z.strictObject({ kind: z.literal('bookmark-set'), lesson: key, slide: key, on: z.boolean() }),
  z.strictObject({ kind: z.literal('note-written'), lesson: key, slide: key, text: z.string().max(20_000) }),
  z.strictObject({ kind: z.literal('progress-reset'), scope: key }),
  /** What was drawn for an attempt at a lab with variables; told with each check. */
  z.strictObject({
    kind: z.literal('variables-drawn'),
    lab: key,
    values: z.record(z.string(), z.string().max(200)),
  }),
  /** Active time in one item of a lesson; `time-spent` of older journals names no item. */
  z.strictObject({
    kind: z.literal('item-time-spent'),
    lesson: key,
    item: key,
    seconds: z.number().int().min(1).max(86_400),
  }),
  /** A missed question came back and was answered: `again` is a wrong answer. */
  z.strictObject({
    kind: z.literal('question-reviewed'),
    lesson: key,
    question: key,
    rating: z.enum(reviewRatings),
    answer: z.string().max(4000),
  }),
]);
export type ProgressFact = z.infer<typeof progressFactSchema>;

/** A fact with its place in time. `id` makes an import of the same journal twice harmless. */
export const progressEventSchema = z.object({
  v: z.literal(1),
  id: z.string().min(8).max(64),
  /** ISO 8601 with milliseconds, UTC. */
  at: z.iso.datetime(),
  fact: progressFactSchema,
});
export type ProgressEvent = z.infer<typeof progressEventSchema>;

/** The facts that the renderer may record by itself. All others follow from what the main process did. */
export const learnerFactSchema = z.discriminatedUnion('kind', [
  progressFactSchema.options[0],
  progressFactSchema.options[1],
  progressFactSchema.options[2],
  progressFactSchema.options[4],
  progressFactSchema.options[11],
  progressFactSchema.options[12],
  progressFactSchema.options[15],
]);
export type LearnerFact = z.infer<typeof learnerFactSchema>;
