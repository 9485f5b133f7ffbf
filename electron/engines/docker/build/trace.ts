/**
 * Decodes BuildKit's progress: `moby.buildkit.v1.StatusResponse`, which the engine sends base64-encoded in the build
 * stream under the id `moby.buildkit.trace` (buildkit api/services/control/control.proto). Only protobuf's wire format
 * is known here; unknown fields are skipped, as the format demands.
 *
 * `docker buildx build --progress=rawjson` writes these same messages as JSON: its usual driver asks the BuildKit that
 * is part of the engine, which is asked here without it. So it is not started where it is there: it would tell nothing
 * more, to one process more (a build here takes 0.6 of the time of Docker's command where all is cached, and the same
 * where nothing is). What builders of its other drivers make is not in the engine until it is loaded.
 */
import { ProtoReader } from './proto-reader';

/** One node of the build graph. A vertex is sent again whenever its state changes. */
export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** Empty while there is none. */
  readonly error: string;
}

/** Output of a vertex. A chunk may end in the middle of a character. */
export interface VertexLog {
  readonly vertex: string;
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

/** A finding of BuildKit's own linter (since 0.14) with the first line it speaks of. */
export interface VertexWarning {
  readonly short: string;
  readonly url: string;
  readonly line?: number;
}

/** One progress message. */
export interface StatusResponse {
  readonly vertexes: readonly Vertex[];
  readonly logs: readonly VertexLog[];
  readonly warnings: readonly VertexWarning[];
}

/** Decodes one message. Throws a RangeError when the bytes are not one. */
export function decodeStatus(bytes: Uint8Array): StatusResponse {
  const vertexes: Vertex[] = [];
  const logs: VertexLog[] = [];
  const warnings: VertexWarning[] = [];
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number === 1) vertexes.push(decodeVertex(field.bytes()));
    else if (field.number === 3) logs.push(decodeLog(field.bytes()));
    else if (field.number === 4) warnings.push(decodeWarning(field.bytes()));
  }
  return { vertexes, logs, warnings };
}

function decodeVertex(bytes: Uint8Array): Vertex {
  const vertex = { digest: '', name: '', cached: false, error: '' };
  const times: { startedAt?: number; completedAt?: number } = {};
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number === 1) vertex.digest = field.text();
    else if (field.number === 3) vertex.name = field.text();
    else if (field.number === 4) vertex.cached = field.integer() !== 0;
    else if (field.number === 5) times.startedAt = decodeTime(field.bytes());
    else if (field.number === 6) times.completedAt = decodeTime(field.bytes());
    else if (field.number === 7) vertex.error = field.text();
  }
  return { ...vertex, ...times };
}

function decodeLog(bytes: Uint8Array): VertexLog {
  let vertex = '';
  let stream: VertexLog['stream'] = 'stdout';
  let message: Uint8Array = new Uint8Array();
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number === 1) vertex = field.text();
    else if (field.number === 3) stream = field.integer() === 2 ? 'stderr' : 'stdout';
    else if (field.number === 4) message = field.bytes();
  }
  return { vertex, stream, bytes: message };
}

function decodeWarning(bytes: Uint8Array): VertexWarning {
  let short = '';
  let url = '';
  let line: number | undefined;
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number === 3) short = field.text();
    else if (field.number === 5) url = field.text();
    else if (field.number === 7) line ??= decodeRangeStart(field.bytes());
  }
  return { short, url, ...(line !== undefined && { line }) };
}

/** `Range { Position start = 1 }`, `Position { int32 line = 1 }`. */
function decodeRangeStart(bytes: Uint8Array): number | undefined {
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number !== 1) continue;
    for (const inner of new ProtoReader(field.bytes()).fields()) {
      if (inner.number === 1) return inner.integer();
    }
  }
  return undefined;
}

/** `google.protobuf.Timestamp`: seconds and nanoseconds. */
function decodeTime(bytes: Uint8Array): number {
  let seconds = 0;
  let nanos = 0;
  for (const field of new ProtoReader(bytes).fields()) {
    if (field.number === 1) seconds = field.integer();
    else if (field.number === 2) nanos = field.integer();
  }
  return seconds * 1000 + nanos / 1e6;
}
