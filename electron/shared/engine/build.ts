/** Builds as every engine reports them: one stream of events, and the record that is kept of it. */

/** One instruction of the plan. `id` is unique in the build. */
export interface PlannedStep {
  readonly id: string;
  /** The instruction as written, folded to one line. */
  readonly text: string;
  /** 1-based line in the Dockerfile; absent for steps the engine adds by itself. */
  readonly line?: number;
}

/** A stage of the plan. */
export interface PlannedStage {
  readonly name: string;
  readonly base: string;
  readonly line?: number;
  readonly steps: readonly PlannedStep[];
}

/** What a build tells while it runs. There is no HTML variant: log text may hold ANSI sequences, nothing else. */
export type BuildEvent =
  | {
      readonly type: 'context';
      readonly files: number;
      readonly bytes: number;
      /** Hash over paths, modes and content: the same as long as no file changed. */
      readonly hash?: string;
    }
  | { readonly type: 'plan'; readonly stages: readonly PlannedStage[] }
  | { readonly type: 'step-started'; readonly step: string }
  | {
      readonly type: 'log';
      readonly step: string | null;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    }
  | {
      readonly type: 'step-finished';
      readonly step: string;
      readonly cached: boolean;
      readonly digest?: string;
      readonly bytesAdded?: number;
      readonly ms: number;
    }
  | { readonly type: 'warning'; readonly rule?: string; readonly line?: number; readonly message: string }
  | { readonly type: 'failed'; readonly failure: BuildFailure }
  | {
      readonly type: 'done';
      readonly imageId: string;
      readonly tags: readonly string[];
      readonly ms: number;
    };

/** Why a build failed, told apart so that each has its remedy (design section 7). */
export interface BuildFailure {
  readonly kind:
    | 'engine-unavailable'
    | 'syntax'
    | 'base-image-missing'
    | 'copy-source-missing'
    | 'run-failed'
    | 'needs-network'
    | 'unsupported'
    | 'context-too-large'
    | 'cancelled'
    | 'disk-full'
    | 'timed-out'
    | 'other';
  /** One sentence. */
  readonly message: string;
  /** The one thing to do. */
  readonly hint: string;
  /** 1-based line in the Dockerfile. */
  readonly line?: number;
  readonly step?: string;
  readonly exitCode?: number;
  /** The engine's own words, for a disclosure. */
  readonly details?: string;
}

/** What may be asked of a build from a window or a command line. Paths are not among it: a workspace is named by id. */
export interface BuildOptions {
  /** Dockerfile, relative to the context. */
  readonly file?: string;
  readonly tag?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  /** Asks the registry for newer base images, even where one of that name is there. */
  readonly pull?: boolean;
  /** `linux/arm64`, where the engine's capabilities have platforms. */
  readonly platform?: string;
}

/** Values of build secrets by their ids, for `RUN --mount=type=secret`. Handed to the engine, and never kept. */
export type BuildSecrets = Readonly<Record<string, string>>;

/** A step as it ended, for the record. */
export interface StepRecord extends PlannedStep {
  readonly stage: string;
  readonly state: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  readonly ms?: number;
  readonly bytesAdded?: number;
  readonly digest?: string;
  readonly log: string;
  /** Lines dropped from the log's start because it passed the cap. */
  readonly logDropped: number;
}

/** A finished build, kept with its workspace. */
export interface BuildRecord {
  readonly id: string;
  readonly workspace: string;
  readonly engine: string;
  readonly simulated: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly options: BuildOptions;
  /** Hash over the context after .dockerignore: tells whether the files changed since. */
  readonly contextHash: string;
  readonly contextBytes: number;
  readonly contextFiles: number;
  readonly steps: readonly StepRecord[];
  readonly warnings: readonly { readonly rule?: string; readonly line?: number; readonly message: string }[];
  /** Log text that belongs to no step. */
  readonly output: string;
  readonly result:
    | {
        readonly ok: true;
        readonly imageId: string;
        readonly tags: readonly string[];
        /** Bytes of all layers; absent where the engine could not say it. */
        readonly imageBytes?: number;
      }
    | { readonly ok: false; readonly failure: BuildFailure };
}

/** A finished build without its logs, for a list of them. */
export type BuildSummary = Omit<BuildRecord, 'steps' | 'output' | 'warnings'> & {
  readonly steps: readonly Omit<StepRecord, 'log' | 'logDropped'>[];
  readonly warnings: number;
};

/** A build of an earlier time, with what became of its files. */
export type RememberedBuild = BuildRecord & {
  /** Whether the files changed since; null where that cannot be told, as for a build that sent none. */
  readonly stale: boolean | null;
};
