/**
 * The check vocabulary: what a lab may ask of the learner's work. A check tests effects (what was built, what an
 * image holds, what a container does) or the meaning of the Dockerfile (its AST), never its source text, so that
 * every correct answer passes.
 */
import { z } from 'zod';
import { innerPathSchema, slugSchema } from '../course/names';

const pattern = z
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
const range = z.strictObject({ atLeast: atLeast.optional(), atMost: atLeast.optional() });
const sentence = z.string().min(1).max(2000);

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

const base = {
  id: slugSchema,
  /** What the learner reads beside the mark: "The image runs as a user of its own". */
  title: sentence,
  /** What is expected, in words: in place of a pattern that says little, or of an answer that says too much. */
  expected: sentence.optional(),
  onFail: z.array(feedback).default([]),
};

/** What is built, and how. */
const variant = {
  target: z.string().max(128).optional(),
  buildArgs: z.record(z.string(), z.string()).default({}),
  /** Values of build secrets, by id, for `RUN --mount=type=secret`. */
  secrets: z.record(z.string().min(1).max(64), z.string().max(4096)).default({}),
  /** An Apptainer definition file that is translated and built in the Dockerfile's place. */
  definition: innerPathSchema.optional(),
};

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
        /** The command that the learner's is compared with. */
        command: z.string().min(3).max(500),
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
