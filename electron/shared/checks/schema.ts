/**
 * The check vocabulary: what a lab may ask of the learner's work. A check tests effects (what was built, what an
 * image holds, what a container does) or the meaning of the Dockerfile (its AST), never its source text, so that
 * every correct answer passes.
 */
import { z } from 'zod';
import { buildCheckSchema } from './schema/build';
import { composeCheckSchema } from './schema/compose';
import { containerCheckSchema, commandCheckSchema } from './schema/container';
import { dockerfileCheckSchema } from './schema/dockerfile';
import { imageCheckSchema } from './schema/image';
import { playgroundCheckSchema } from './schema/playground';
import { answersCheckSchema, commandsCheckSchema, quizCheckSchema } from './schema/written';

export const checkSchema = z.discriminatedUnion('kind', [
  dockerfileCheckSchema,
  buildCheckSchema,
  imageCheckSchema,
  containerCheckSchema,
  commandCheckSchema,
  composeCheckSchema,
  commandsCheckSchema,
  answersCheckSchema,
  playgroundCheckSchema,
  quizCheckSchema,
]);
export type Check = z.infer<typeof checkSchema>;
export type CheckKind = Check['kind'];

/** What came of one check. */
export interface CheckOutcome {
  readonly check: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why it failed, as a word that `onFail.when` names; `passed` otherwise. */
  readonly code: string;
  /** What was found and what was expected, for people. */
  readonly found?: string;
  readonly expected?: string;
  /** The author's explanation for this failure, or ours where the author gave none. */
  readonly message: string;
  readonly slide?: string;
}
