import type { Engine } from '../engines/engine';
import type { LogRequest } from '../engines/containers';
import type { ComposeLogLine } from '../shared/compose';
import type { ProjectMark } from './labels';
import { containersOf, serviceOf } from './labels';

/** Lines that wait to be read before their logs are held up. */
const AHEAD = 1000;

/**
 * The logs of a project's services in one stream: by time for what is past, as it comes where it is followed. Ends when
 * all containers have, or `signal` aborts.
 */
export async function* projectLogs(
  engine: Pick<Engine, 'containers'>,
  mark: ProjectMark,
  services: readonly string[] | null,
  request: LogRequest & { readonly signal: AbortSignal },
): AsyncGenerator<ComposeLogLine> {
  const containers = (await containersOf(engine, mark)).filter(
    (container) => services === null || services.includes(serviceOf(container)),
  );
  if (!request.follow) {
    const lines: ComposeLogLine[] = [];
    for (const container of containers) {
      for await (const line of engine.containers.logs(container.id, { ...request, timestamps: true })) {
        lines.push({ ...line, service: serviceOf(container) });
      }
    }
    lines.sort((a, b) => (a.time ?? '').localeCompare(b.time ?? ''));
    for (const { time, ...line } of lines) {
      yield { ...line, ...(request.timestamps && time !== undefined && { time }) };
    }
    return;
  }
  yield* merge(
    containers.map(
      (container) =>
        async function* () {
          for await (const line of engine.containers.logs(container.id, request)) {
            yield { ...line, service: serviceOf(container) };
          }
        },
    ),
  );
}

/** Several streams as one, as their items come. The first that throws ends all. */
async function* merge<T>(sources: readonly (() => AsyncGenerator<T>)[]): AsyncGenerator<T> {
  const queue: T[] = [];
  let running = sources.length;
  let failure: unknown;
  let ended = false;
  let wake: () => void = () => undefined;
  let held: (() => void)[] = [];
  const release = (): void => {
    for (const go of held) go();
    held = [];
  };
  for (const source of sources) {
    void (async () => {
      try {
        for await (const item of source()) {
          queue.push(item);
          wake();
          while (queue.length >= AHEAD && !ended) await new Promise<void>((resolve) => held.push(resolve));
          if (ended) break;
        }
      } catch (thrown) {
        failure ??= thrown;
      } finally {
        running--;
        wake();
      }
    })();
  }
  try {
    for (;;) {
      while (queue.length > 0) {
        yield queue.shift()!;
        if (queue.length < AHEAD / 2) release();
      }
      if (failure !== undefined) throw failure;
      if (running === 0) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    ended = true;
    release();
  }
}
