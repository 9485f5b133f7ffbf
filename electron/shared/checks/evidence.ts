import type { BuildFailure, StepRecord } from '../engine/build';
import type { Health } from '../engine/container';
import type { HistoryEntry, ImageDetails, ImageFile } from '../engine/image';
import type { Check, CheckKind } from './schema';

/** What a build of the learner's files showed. */
export type BuildEvidence = {
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
  /** For people: `/app/key.txt in layer 2`, or the history line. */
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
  /** What a published port answered last; null when nobody answered. Only where the check asks. */
  readonly http?: HttpAnswer | null;
  /** What the image's health check found. Only where the check asks. */
  readonly health?: Health;
  /** The engine's words, when the container could not be started: no such program, no such user. */
  readonly refusal?: string;
}

interface EvidenceByKind {
  /** The file's text; null when there is no such file. */
  readonly dockerfile: { readonly text: string | null };
  readonly build: BuildEvidence;
  readonly image: ImageEvidence;
  readonly container: RunEvidence;
  readonly command: RunEvidence;
  /** Ids of the questions answered right. */
  readonly quiz: { readonly correct: readonly string[] };
}

/** What a check of kind `K` is decided on. */
export type Evidence<K extends CheckKind = CheckKind> = EvidenceByKind[K];

/** A check together with its evidence, so that the two always fit. */
export type CheckCase = {
  [K in CheckKind]: { readonly check: Extract<Check, { kind: K }>; readonly evidence: EvidenceByKind[K] };
}[CheckKind];
