import { onAbort } from '../on-abort';
import type { OutputChunk } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import type { EngineContainers } from './containers';
import type { RunRequest, RunResult } from './run';
import type { Session } from './session';

/** Keeps the first bytes of an output and counts the rest as lost. */
class CappedText {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(readonly cap: number) {}

  add(data: Uint8Array): void {
    if (this.#size < this.cap) this.#chunks.push(data.subarray(0, this.cap - this.#size));
    this.#size += data.length;
  }

  get truncated(): boolean {
    return this.#size > this.cap;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** Runs a container to its end and removes it, whatever happens; see `EngineContainers.run`. For any engine. */
export async function runContainer(containers: EngineContainers, request: RunRequest): Promise<RunResult> {
  if (request.signal?.aborted) throw cancelled();
  const container = await containers.create({
    image: request.image,
    owner: request.owner ?? 'run',
    arguments: request.arguments,
    env: request.env,
    ...(request.entrypoint && { entrypoint: request.entrypoint }),
    ...(request.limits && { limits: request.limits }),
  });
  try {
    const session = await containers.attach(container);
    try {
      return await follow(containers, container, session, request);
    } finally {
      session.close();
    }
  } finally {
    await containers.remove(container, { force: true }).catch(() => undefined); // gone already, or the engine is
  }
}

async function follow(
  containers: EngineContainers,
  container: string,
  session: Session,
  request: RunRequest,
): Promise<RunResult> {
  const outputs = { stdout: new CappedText(request.outputCap), stderr: new CappedText(request.outputCap) };
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    void containers.kill(container).catch(() => undefined); // it may have ended just now
  };
  if (request.signal?.aborted) throw cancelled();
  const started = performance.now();
  await containers.start(container);
  const timer = setTimeout(stop, request.timeoutMs);
  const release = onAbort(request.signal, stop);
  try {
    await readAll(session.output, outputs);
    const exitCode = await session.exit;
    const ms = Math.round(performance.now() - started);
    if (request.signal?.aborted) throw cancelled();
    if (exitCode === null) throw lost();
    return {
      exitCode: stopped ? null : exitCode,
      stdout: outputs.stdout.text,
      stderr: outputs.stderr.text,
      truncated: outputs.stdout.truncated || outputs.stderr.truncated,
      ms,
    };
  } finally {
    clearTimeout(timer);
    release();
  }
}

async function readAll(
  output: AsyncIterable<OutputChunk>,
  outputs: Readonly<Record<OutputChunk['stream'], CappedText>>,
): Promise<void> {
  for await (const { stream, data } of output) outputs[stream].add(data);
}

function cancelled(): DrydockError {
  return new DrydockError({ kind: 'cancelled', message: 'The run was cancelled.' });
}

function lost(): DrydockError {
  return new DrydockError({
    kind: 'engine-unavailable',
    message: 'The engine went away while the container ran.',
    remedy: 'Start the engine again, then run the container anew.',
  });
}
