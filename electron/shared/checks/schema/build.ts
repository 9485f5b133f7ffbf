import { z } from 'zod';
import { innerPathSchema } from '../../course/names';
import { base, pattern, range, variant } from './parts';

/** How the build must end, and how. */
export const buildCheckSchema = z.strictObject({
  kind: z.literal('build'),
  ...base,
  expect: z.enum(['succeeds', 'fails']).default('succeeds'),
  /** Matched against the failure's message and the failing step's log. */
  failsWith: pattern.optional(),
  ...variant,
  /**
   * Files that grow by a text between two builds. What is asked then is asked of the second build: how much of it came
   * from the cache when only this changed.
   */
  after: z
    .array(
      z.strictObject({
        file: innerPathSchema,
        /** `{random}` stands for another word each time, or the second check would find the first one's build. */
        append: z
          .string()
          .max(2000)
          .refine((text) => text.includes('{random}'), 'expected a text with {random} in it'),
      }),
    )
    .max(10)
    .default([]),
  /** Patterns that no step of the build may print: what came from the cache prints nothing. */
  silent: z.array(pattern).default([]),
  /** Counted over the steps of the last build of the learner's files as they are. */
  cachedSteps: range.optional(),
  /** Bytes of the build context after .dockerignore. */
  contextBytes: range.optional(),
  /**
   * Builds twice without a cache and compares: `files` by path, permissions, owner and content; `digest` by the image
   * as a whole, where the engine writes the time that SOURCE_DATE_EPOCH says (elsewhere by files).
   */
  twice: z.enum(['files', 'digest']).optional(),
  /** Every step is run, as on a machine that has built nothing yet. */
  noCache: z.boolean().default(false),
});
