import { z } from 'zod';
import { innerPathSchema } from '../../course/names';
import { base, pattern, variant } from './parts';

/** What a container of the learner's image must do. It is started for the check and removed after it. */
export const containerCheckSchema = z.strictObject({
  kind: z.literal('container'),
  ...base,
  ...variant,
  arguments: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  /** A file whose `docker run` line gives the container's options: ports, volumes, limits, variables, arguments. */
  options: z
    .strictObject({
      file: innerPathSchema,
      /** Which of its `run` lines, from 1. */
      line: z.number().int().min(1).max(20).default(1),
      /** The image that the line must name; it stands for the learner's own. */
      image: z.string().min(1).max(200),
    })
    .optional(),
  /** Bytes of memory that it may use. */
  memory: z.number().int().min(1_000_000).optional(),
  user: z.string().min(1).max(64).optional(),
  /** Its root file system cannot be written to. */
  readOnly: z.boolean().default(false),
  /** How many containers are run one after another, each removed, with the same volumes; the last one is looked at. */
  runs: z.number().int().min(1).max(5).default(1),
  exitCode: z.number().int().min(0).max(255).optional(),
  stdout: pattern.optional(),
  stderr: pattern.optional(),
  state: z.enum(['running', 'exited', 'healthy']).optional(),
  /** Whether the kernel ended it for want of memory. */
  outOfMemory: z.boolean().optional(),
  /** It is asked to end (its stop signal), and must within so many seconds. */
  stopsWithin: z.number().min(0.5).max(30).optional(),
  http: z
    .strictObject({
      port: z.number().int().min(1).max(65535),
      /** Where the learner's `run` line must publish it. A free port is used for the check all the same. */
      hostPort: z
        .union([z.number().int().min(1).max(65535), z.string().regex(/^(\{\{[a-z-]+\}\}|\d{1,5})$/)])
        .optional(),
      path: z.string().default('/'),
      status: z.number().int().default(200),
      body: pattern.optional(),
    })
    .optional(),
  /** Seconds until the container is stopped and the check fails. */
  within: z.number().min(1).max(120).default(20),
});

/** A command that must do something inside a container of the learner's image. */
export const commandCheckSchema = z.strictObject({
  kind: z.literal('command'),
  ...base,
  ...variant,
  run: z.array(z.string()).min(1),
  exitCode: z.number().int().min(0).max(255).default(0),
  stdout: pattern.optional(),
  within: z.number().min(1).max(120).default(20),
});
