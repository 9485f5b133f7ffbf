import type { BuildFailure, StepRecord } from '../engine/build';
import type { ContainerState, Health } from '../engine/container';
import type { HistoryEntry, ImageDetails, ImageFile } from '../engine/image';
import type { Check, CheckKind } from './schema';

/** Two builds of the same files, each without a cache. */
export interface Repetition {
  readonly ids: readonly [string, string];
  /** Paths that are only in one of them, or have other permissions, owner or content. */
  readonly differences: readonly string[];
  /** Whether both images bear the time that SOURCE_DATE_EPOCH says. */
  readonly keepsTime: boolean;
}

/** What a build of the learner's files showed. */
export type BuildEvidence = {
  /** What a second build without a cache came to. Only where the check asks. */
  readonly again?: Repetition;
  readonly steps: readonly StepRecord[];
  /** Bytes of the context after .dockerignore. */
  readonly contextBytes: number;
} & (
  { readonly ok: true; readonly image: ImageDetails } | { readonly ok: false; readonly failure: BuildFailure }
);

/** A file that a check asked about. `content` is there when the check needs it. */
export interface FileEvidence {
  readonly file: Pick<ImageFile, 'type' | 'mode' | 'uid' | 'gid' | 'size'>;
  readonly content?: string;
}

/** Where something was found that must be nowhere. */
export interface Finding {
  /** Index in the check's `nowhere`. */
  readonly rule: number;
  readonly in: 'paths' | 'content' | 'history' | 'env';
  /** For people: `/app/key.txt in layer 2, COPY . .`, counted from the base as 1, or the history line. */
  readonly where: string;
}

/** What an image showed. `files` has an entry for each path that the check names; null where there is none. */
export interface ImageEvidence {
  readonly build: BuildEvidence;
  readonly history: readonly HistoryEntry[];
  readonly files: Readonly<Record<string, FileEvidence | null>>;
  readonly findings: readonly Finding[];
}

/** An answer to an HTTP request. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** What a container showed; `run` is null when the image could not be built or the container not started. */
export interface RunEvidence {
  readonly build: BuildEvidence;
  readonly run: {
    /** Null when it was still running when its time was over. */
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } | null;
  /** Whether the kernel ended it for want of memory. */
  readonly outOfMemory?: boolean;
  /** How it ended when asked to. Only where the check asks. */
  readonly stop?: { readonly ms: number; readonly exitCode: number | null };
  /** Why the learner's `run` line could not be used. */
  readonly badOptions?: string;
  /** Where the learner's `run` line publishes the port that the check asks about; null for nowhere. */
  readonly hostPort?: number | null;
  /** What that line publishes where it does not publish that port, each as `HOST:CONTAINER`. */
  readonly otherPorts?: readonly string[];
  /** What a published port answered last; null when nobody answered. Only where the check asks. */
  readonly http?: HttpAnswer | null;
  /** What the image's health check found. Only where the check asks. */
  readonly health?: Health;
  /** The engine's words, when the container could not be started: no such program, no such user. */
  readonly refusal?: string;
}

/** What the services of a Compose file showed. The lists have an entry for each of the check's, in its order. */
export interface ComposeEvidence {
  /** Errors of the file, for people; null where there is no file. */
  readonly problems: readonly string[] | null;
  /** Why the services could not be brought up; null when they could. */
  readonly failure: string | null;
  /** Whether the engine can do what the check asks for. */
  readonly able: boolean;
  /** By service; null for one that has no container. */
  readonly services: Readonly<
    Record<
      string,
      {
        readonly state: ContainerState;
        readonly health: Health;
        readonly exitCode: number | null;
        /** The end of its log. */
        readonly log: string;
      } | null
    >
  >;
  /** What a service publishes, written as `publishes` of the check; null where the file has no such service. */
  readonly published: readonly (readonly string[] | null)[];
  /** Null when nobody answered, `unpublished` when the file publishes no such port. */
  readonly http: readonly (HttpAnswer | 'unpublished' | null)[];
  /** `no-tool` when the image of the service has nothing to try it with. */
  readonly reached: readonly ('yes' | 'no' | 'no-tool')[];
  readonly commands: readonly {
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }[];
  readonly kept: readonly boolean[];
}

/** What a script did in a playground; `run` is null where the engine has none, or there is no such file. */
export interface PlaygroundEvidence {
  readonly missing: boolean;
  readonly run: RunEvidence['run'];
}

interface EvidenceByKind {
  /** The file's text; null when there is no such file. */
  readonly dockerfile: { readonly text: string | null };
  readonly build: BuildEvidence;
  readonly image: ImageEvidence;
  readonly container: RunEvidence;
  readonly command: RunEvidence;
  readonly compose: ComposeEvidence;
  readonly commands: { readonly text: string | null };
  readonly answers: { readonly text: string | null };
  readonly playground: PlaygroundEvidence;
  /** Ids of the questions answered right. */
  readonly quiz: { readonly correct: readonly string[] };
}

/** What a check of kind `K` is decided on. */
export type Evidence<K extends CheckKind = CheckKind> = EvidenceByKind[K];

/** A check together with its evidence, so that the two always fit. */
export type CheckCase = {
  [K in CheckKind]: { readonly check: Extract<Check, { kind: K }>; readonly evidence: EvidenceByKind[K] };
}[CheckKind];
