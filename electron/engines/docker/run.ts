import { PassThrough } from 'node:stream';
import type { Container } from 'dockerode';
import type { RunRequest, RunResult } from '../engine';
import { OURS_LABEL } from '../engine';
import type { Connection } from './client';

/** Processes that a container of ours may have at once: enough for any lab, too few for a fork bomb. */
const PROCESS_LIMIT = 512;

/** Keeps the first bytes of a stream and counts the rest as lost. */
class CappedText {
  readonly stream = new PassThrough();
  readonly #chunks: Buffer[] = [];
  #size = 0;
  readonly #cap: number;

  constructor(cap: number) {
    this.#cap = cap;
    this.stream.on('data', (chunk: Buffer) => {
      if (this.#size < this.#cap) this.#chunks.push(chunk.subarray(0, this.#cap - this.#size));
      this.#size += chunk.length;
    });
  }

  get truncated(): boolean {
    return this.#size > this.#cap;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** Runs a container to its end and removes it, whatever happens; see `Engine.run`. Throws what dockerode throws. */
export async function runContainer(connection: Connection, request: RunRequest): Promise<RunResult> {
  const { docker } = connection;
  request.signal?.throwIfAborted();
  const container = await docker.createContainer({
    Image: request.image,
    ...(request.arguments.length > 0 && { Cmd: [...request.arguments] }),
    // An empty list would leave the image's entrypoint in force; a list with an empty string takes it away.
    ...(request.entrypoint && { Entrypoint: request.entrypoint.length > 0 ? [...request.entrypoint] : [''] }),
    Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
    Labels: { [OURS_LABEL]: 'run' },
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: { PidsLimit: PROCESS_LIMIT },
  });
  try {
    return await runCreated(connection, container, request);
  } finally {
    await container.remove({ force: true, v: true }).catch(() => undefined); // gone already, or the engine is
  }
}

async function runCreated(
  { docker }: Connection,
  container: Container,
  request: RunRequest,
): Promise<RunResult> {
  const stdout = new CappedText(request.outputCap);
  const stderr = new CappedText(request.outputCap);
  const output = await container.attach({ stream: true, stdout: true, stderr: true });
  const ended = new Promise<void>((resolve) => {
    output
      .on('end', resolve)
      .on('close', resolve)
      .on('error', () => resolve());
  });
  docker.modem.demuxStream(output, stdout.stream, stderr.stream);
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    void container.kill().catch(() => undefined); // it may have ended just now
  };
  request.signal?.throwIfAborted();
  const started = performance.now();
  await container.start();
  const timer = setTimeout(stop, request.timeoutMs);
  request.signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted) stop(); // while it was started, before anybody listened
  try {
    // Only now: a container that was not started yet counts as not running, and waiting for it would end at once.
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    const ms = Math.round(performance.now() - started);
    await ended;
    request.signal?.throwIfAborted();
    return {
      exitCode: stopped ? null : StatusCode,
      stdout: stdout.text,
      stderr: stderr.text,
      truncated: stdout.truncated || stderr.truncated,
      ms,
    };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
}
