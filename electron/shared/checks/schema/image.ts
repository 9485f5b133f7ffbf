import { z } from 'zod';
import { base, pattern, range, variant } from './parts';

/** What the image must be. Every part given must hold. Strings in `config` are regular expressions. */
export const imageCheckSchema = z.strictObject({
  kind: z.literal('image'),
  ...base,
  ...variant,
  config: z
    .strictObject({
      user: pattern.optional(),
      workingDir: pattern.optional(),
      env: z.record(z.string(), pattern).optional(),
      labels: z.record(z.string(), pattern).optional(),
      /** The whole argument vector, joined by one space. */
      cmd: pattern.optional(),
      entrypoint: pattern.optional(),
      exposedPorts: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      stopSignal: pattern.optional(),
      healthcheck: pattern.optional(),
    })
    .optional(),
  layers: range.optional(),
  /** Bytes, as the engine counts them. */
  sizeBelow: z.number().int().positive().optional(),
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^\//, 'expected an absolute path in the image'),
        exists: z.boolean().default(true),
        content: pattern.optional(),
        /** Octal permissions, like `755`. */
        mode: z
          .string()
          .regex(/^[0-7]{3,4}$/, 'expected octal permissions like 755')
          .optional(),
        uid: z.number().int().min(0).optional(),
        gid: z.number().int().min(0).optional(),
      }),
    )
    .default([]),
  /** Nothing in the named places may match: what was deleted in a later layer is still in an earlier one. */
  nowhere: z
    .array(z.strictObject({ pattern, in: z.array(z.enum(['paths', 'content', 'history', 'env'])).min(1) }))
    .default([]),
});
