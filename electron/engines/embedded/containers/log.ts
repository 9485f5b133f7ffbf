import { onAbort } from '../../../on-abort';
import type { LogLine } from '../../../shared/engine/container';
import type { LogRequest } from '../../containers';
import { cancelled } from '../cancelled';
import type { ContainerOutput } from './output';
import { linesOf } from './output';

/** The lines of an output, as `EngineContainers.logs` gives them. */
export async function* readLog(output: ContainerOutput, request: LogRequest): AsyncGenerator<LogLine> {
  const { follow = false, timestamps = false, tail, since, signal } = request;
  const reader = output.read(true);
  /** Lines of the past that are not among the last ones: what is followed cannot wait for its end to count them. */
  let skip = follow && tail !== undefined ? Math.max(0, output.lines(since) - tail) : 0;
  const leave = (): void => {
    output.leave(reader);
  };
  if (!follow) leave();
  const release = onAbort(signal, leave);
  try {
    const lines: LogLine[] = [];
    for await (const { at, ...line } of linesOf(reader, timestamps)) {
      if (since !== undefined && at < since) continue;
      if (!follow) lines.push(line);
      else if (skip > 0) skip--;
      else yield line;
    }
    if (signal?.aborted) throw cancelled('The reading of the log was cancelled.');
    yield* tail === undefined ? lines : tail === 0 ? [] : lines.slice(-tail);
  } finally {
    release();
    leave();
  }
}
