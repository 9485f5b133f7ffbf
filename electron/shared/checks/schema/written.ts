import { z } from 'zod';
import { innerPathSchema } from '../../course/names';
import { base, pattern } from './parts';

/** Questions of the lesson's quiz that must be answered right. */
export const quizCheckSchema = z.strictObject({
  kind: z.literal('quiz'),
  ...base,
  questions: z.array(z.string()).min(1),
});

/**
 * Commands that the learner writes into a file: what they do, not how they are written. For each of `expect`, in order,
 * a command of the file must do the same; nothing is run.
 */
export const commandsCheckSchema = z.strictObject({
  kind: z.literal('commands'),
  ...base,
  file: innerPathSchema,
  /** The program that must be called; either where it is not given. */
  tool: z.enum(['docker', 'podman']).optional(),
  expect: z
    .array(
      z.strictObject({
        /** The command that the learner's is compared with, or several of which each is right. */
        command: z.union([z.string().min(3).max(500), z.array(z.string().min(3).max(500)).min(1).max(8)]),
        /** Long names of options that may be there or not. */
        ignore: z.array(z.string().min(1).max(64)).default([]),
      }),
    )
    .min(1)
    .max(20),
});

/** Answers that the learner writes into a file, one `name: answer` a line: predictions, and what was found out. */
export const answersCheckSchema = z.strictObject({
  kind: z.literal('answers'),
  ...base,
  file: innerPathSchema,
  /** Patterns by name; each matches the whole answer, without regard to case. */
  expect: z.record(z.string().min(1).max(64), pattern),
});
