import { z } from 'zod';
import { base, pattern, range } from './parts';

/** Which stage an instruction is looked for in. `final` is the stage that the build ends with. */
const stage = z.union([z.literal('final'), z.literal('any'), z.string().min(1).max(128)]);
const instruction = z.strictObject({
  instruction: z.string().regex(/^[A-Z]+$/, 'expected an instruction in capitals, like COPY'),
  stage: stage.default('any'),
  form: z.enum(['shell', 'exec']).optional(),
  /** A flag that must be there, without its dashes, like `from`. */
  flag: z.string().max(32).optional(),
  /** Matched against the instruction's arguments after variables are resolved and white space is folded. */
  arguments: pattern.optional(),
});

/** A predicate on the Dockerfile's AST. Every part given must hold. */
export const dockerfileCheckSchema = z.strictObject({
  kind: z.literal('dockerfile'),
  ...base,
  file: z.string().default('Dockerfile'),
  has: z.array(instruction).default([]),
  lacks: z.array(instruction).default([]),
  stages: range.optional(),
  /** Rule ids that the linter must not raise. */
  clean: z.array(z.string()).default([]),
});
