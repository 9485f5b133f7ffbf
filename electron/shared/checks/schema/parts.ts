/** What the schemas of checks have in common. */
import { z } from 'zod';
import { innerPathSchema, slugSchema } from '../../course/names';

/** A regular expression, as a course writes it. */
export const pattern = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => {
    try {
      return Boolean(new RegExp(text, 'm'));
    } catch {
      return false; // not a regular expression: the refinement's message says so
    }
  }, 'expected a regular expression');
const atLeast = z.number().int().min(0);
/** From and to, both of them counted in. */
export const range = z.strictObject({ atLeast: atLeast.optional(), atMost: atLeast.optional() });
/** A text for the learner. */
export const sentence = z.string().min(1).max(2000);

/**
 * What to say when the check fails. The first entry whose `when` equals the outcome's code (or is `*`), and whose
 * `found`, if given, matches what was found, is shown.
 */
const feedback = z.strictObject({
  when: z.string().min(1).max(64),
  found: pattern.optional(),
  message: sentence,
  /** Id of the slide that teaches it, in the same lesson. */
  slide: z.string().max(200).optional(),
});

/** What every check has. */
export const base = {
  id: slugSchema,
  /** What the learner reads beside the mark: "The image runs as a user of its own". */
  title: sentence,
  /** What is expected, in words: in place of a pattern that says little, or of an answer that says too much. */
  expected: sentence.optional(),
  onFail: z.array(feedback).default([]),
};

/** What is built, and how. */
export const variant = {
  target: z.string().max(128).optional(),
  buildArgs: z.record(z.string(), z.string()).default({}),
  /** Values of build secrets, by id, for `RUN --mount=type=secret`. */
  secrets: z.record(z.string().min(1).max(64), z.string().max(4096)).default({}),
  /** An Apptainer definition file that is translated and built in the Dockerfile's place. */
  definition: innerPathSchema.optional(),
};
