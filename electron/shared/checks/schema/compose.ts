import { z } from 'zod';
import { innerPathSchema } from '../../course/names';
import { base, pattern } from './parts';

/** Service of a Compose file, as a check names it. */
const service = z.string().min(1).max(128);
const port = z.number().int().min(1).max(65535);

/**
 * What the services of the learner's Compose file must do. They are brought up under a name of their own, with free
 * ports of this machine, and removed with their volumes after the check. Every part given must hold.
 */
export const composeCheckSchema = z.strictObject({
  kind: z.literal('compose'),
  ...base,
  /** The Compose file; by default what Compose itself would take. */
  file: innerPathSchema.optional(),
  profiles: z.array(z.string().min(1).max(128)).default([]),
  /** Services as they must be; `exitCode` is for those that end. A service named alone must run. */
  services: z
    .array(
      z.strictObject({
        name: service,
        state: z.enum(['running', 'exited', 'healthy']).default('running'),
        exitCode: z.number().int().min(0).max(255).optional(),
      }),
    )
    .default([]),
  /** Answers of services on ports that the file publishes. */
  http: z
    .array(
      z.strictObject({
        service,
        /** The container's port. */
        port,
        path: z.string().default('/'),
        status: z.number().int().default(200),
        body: pattern.optional(),
      }),
    )
    .default([]),
  /** All that services publish, as the file says it: `127.0.0.1:8080:80`, or `0.0.0.0:…` for every address. */
  publishes: z
    .array(
      z.strictObject({
        service,
        ports: z
          .array(
            z.string().regex(/^[\d.]+:\d+:\d+$/, 'expected an address and two ports, like 127.0.0.1:8080:80'),
          )
          .default([]),
      }),
    )
    .default([]),
  /** Whether a service can open a TCP connection to another by its name. */
  reaches: z
    .array(z.strictObject({ from: service, to: service, port, expect: z.boolean().default(true) }))
    .default([]),
  /** Commands inside services. */
  commands: z
    .array(
      z.strictObject({
        service,
        run: z.array(z.string()).min(1),
        exitCode: z.number().int().min(0).max(255).default(0),
        stdout: pattern.optional(),
      }),
    )
    .default([]),
  /** What is written below these folders must still be there after `down` and `up`. */
  persists: z
    .array(z.strictObject({ service, path: z.string().regex(/^\//, 'expected an absolute path') }))
    .default([]),
  /** Seconds until what is not as it should be counts as never. */
  within: z.number().min(1).max(300).default(60),
});
