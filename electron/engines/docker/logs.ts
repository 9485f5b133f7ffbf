import type { LogLine, OutputChunk } from '../../shared/engine/container';
import { LineSplitter } from './lines';

/** Makes lines of a container's output; each of the two outputs has its own unfinished line. */
export async function* toLogLines(
  chunks: AsyncIterable<OutputChunk>,
  timestamps: boolean,
): AsyncGenerator<LogLine> {
  const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  for await (const { stream, data } of chunks) {
    for (const line of splitters[stream].push(data)) yield toLine(stream, line, timestamps);
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    for (const line of splitters[stream].end()) yield toLine(stream, line, timestamps);
  }
}

/** With timestamps, the engine writes one and a space before each line. */
function toLine(stream: LogLine['stream'], line: string, timestamps: boolean): LogLine {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line; // as a TTY ends its lines
  const match = timestamps ? /^(\d{4}-\d\d-\d\dT\S+) ?(.*)$/s.exec(text) : null;
  return match ? { stream, time: match[1]!, text: match[2]! } : { stream, text };
}
