import { z } from 'zod';

const failure = z.object({ kind: z.string(), message: z.string(), hint: z.string() }).loose();
const step = z
  .object({
    id: z.string(),
    text: z.string(),
    stage: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'cached', 'failed', 'cancelled']),
    log: z.string(),
    logDropped: z.number(),
  })
  .loose();

/** What a kept build record must have to be shown: enough to trust what every reader of it dereferences. */
export const recordSchema = z
  .object({
    id: z.string(),
    workspace: z.string(),
    engine: z.string(),
    simulated: z.boolean(),
    startedAt: z.string(),
    ms: z.number(),
    options: z.object({}).loose(),
    contextHash: z.string(),
    contextBytes: z.number(),
    contextFiles: z.number(),
    steps: z.array(step),
    warnings: z.array(z.object({ message: z.string() }).loose()),
    output: z.string(),
    result: z.discriminatedUnion('ok', [
      z.object({
        ok: z.literal(true),
        imageId: z.string(),
        tags: z.array(z.string()),
        imageBytes: z.number().optional(),
      }),
      z.object({ ok: z.literal(false), failure }),
    ]),
  })
  .loose();
