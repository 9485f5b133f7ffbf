import type { LogLine } from '../../../shared/engine/container';
import type { LogRequest } from '../../containers';
import { cancelled } from '../cancelled';
import type { ContainerOutput } from './output';
import { linesOf } from './output';

/** The lines of an output, as `EngineContainers.logs` gives them. */
export async function* readLog(output: ContainerOutput, request: LogRequest): AsyncGenerator<LogLine> {
  const { follow = false, timestamps = false, tail, since, signal } = request;
  const reader = output.read(true);
  const leave = (): void => {
    output.leave(reader);
  };
  if (!follow || signal?.aborted) leave();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    const lines: LogLine[] = [];
    for await (const { at, ...line } of linesOf(reader, timestamps)) {
      if (since !== undefined && at < since) continue;
      if (follow && tail === undefined) yield line;
      else lines.push(line);
    }
    if (signal?.aborted) throw cancelled('The reading of the log was cancelled.');
    yield* tail === undefined ? lines : tail === 0 ? [] : lines.slice(-tail);
  } finally {
    signal?.removeEventListener('abort', leave); // it may outlive many logs
    leave();
  }
}
