import type { LogLine, OutputChunk } from '../../../shared/engine/container';

/** Bytes of a container's log that are kept; the oldest go first. */
const LOG_CAP = 1024 * 1024;
const NEWLINE = 0x0a;
/** Bytes that wait for a reader before the process is held back. */
const WAITING_CAP = 256 * 1024;

interface LoggedChunk extends OutputChunk {
  readonly time: string;
}

/** One reader of an output. Read it once. */
export class OutputReader {
  readonly #chunks: LoggedChunk[] = [];
  #bytes = 0;
  #over = false;
  #wake: (() => void) | undefined;
  #taken: (() => void)[] = [];

  /** A promise when so much waits that the process should, too. */
  push(chunk: LoggedChunk): Promise<void> | undefined {
    if (this.#over) return undefined;
    this.#chunks.push(chunk);
    this.#bytes += chunk.data.length;
    this.#wake?.();
    if (this.#bytes <= WAITING_CAP) return undefined;
    return new Promise((resolve) => {
      this.#taken.push(resolve);
    });
  }

  /** No more comes, or nobody reads any more. */
  end(): void {
    this.#over = true;
    this.#wake?.();
    this.#release();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LoggedChunk> {
    for (;;) {
      for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
        this.#bytes -= chunk.data.length;
        if (this.#bytes <= WAITING_CAP) this.#release();
        yield chunk;
      }
      if (this.#over) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #release(): void {
    for (const resolve of this.#taken.splice(0)) resolve();
  }
}

/** What a container's first process said: kept up to a cap, and given on to those who read along. */
export class ContainerOutput {
  readonly #log: LoggedChunk[] = [];
  readonly #readers = new Set<OutputReader>();
  #bytes = 0;

  /** Keeps a piece. A promise when a reader is behind. */
  push(stream: OutputChunk['stream'], data: Uint8Array): Promise<void> | undefined {
    const chunk = { stream, data, time: new Date().toISOString() };
    this.#log.push(chunk);
    this.#bytes += data.length;
    while (this.#bytes > LOG_CAP && this.#log.length > 1) this.#bytes -= this.#log.shift()!.data.length;
    const waits = [...this.#readers].flatMap((reader) => reader.push(chunk) ?? []);
    return waits.length > 0 ? Promise.all(waits).then(() => undefined) : undefined;
  }

  /** How many whole lines are kept, of those that were written since an ISO 8601 time. */
  lines(since = ''): number {
    return this.#log
      .filter(({ time }) => time >= since)
      .reduce((sum, { data }) => sum + data.filter((byte) => byte === NEWLINE).length, 0);
  }

  /** A reader of all that comes from now on; with `replay` of what came before, too. */
  read(replay = false): OutputReader {
    const reader = new OutputReader();
    if (replay) for (const chunk of this.#log) void reader.push(chunk);
    this.#readers.add(reader);
    return reader;
  }

  leave(reader: OutputReader): void {
    this.#readers.delete(reader);
    reader.end();
  }

  /** The process has ended: so do its readers. */
  end(): void {
    for (const reader of this.#readers) this.leave(reader);
  }
}

/** Cuts an output into lines, each with the time of its last piece. */
export async function* linesOf(
  chunks: AsyncIterable<LoggedChunk>,
  timestamps: boolean,
): AsyncGenerator<LogLine & { readonly at: string }> {
  const rests = { stdout: '', stderr: '' };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const line = (stream: LogLine['stream'], text: string, at: string) => ({
    stream,
    text,
    at,
    ...(timestamps && { time: at.replace('Z', '000000Z') }),
  });
  let last = '';
  for await (const { stream, data, time } of chunks) {
    last = time;
    const parts = (rests[stream] + decoders[stream].decode(data, { stream: true })).split('\n');
    rests[stream] = parts.pop() ?? '';
    for (const part of parts) yield line(stream, part, time);
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (rests[stream]) yield line(stream, rests[stream], last);
}
