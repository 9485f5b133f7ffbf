import { z } from 'zod';
import { innerPathSchema } from '../../course/names';
import { base, pattern } from './parts';

/**
 * A script of the learner's that works on a live kernel: it is run in a throw-away playground with all privileges, on an
 * engine that has one, and must do with the arguments what is asked.
 */
export const playgroundCheckSchema = z.strictObject({
  kind: z.literal('playground'),
  ...base,
  file: innerPathSchema,
  arguments: z.array(z.string().max(4000)).max(20).default([]),
  /** A script of the lab's that is run after it, in the same playground; what it ends with and prints is judged. */
  then: z.string().min(1).max(4000).optional(),
  exitCode: z.number().int().min(0).max(255).optional(),
  stdout: pattern.optional(),
  within: z.number().min(1).max(120).default(20),
});
