import type { OutputChunk } from '../../shared/engine/container';

const HEADER = 8;

/**
 * Takes the two outputs of a process without a TTY apart. Each frame has a header of 8 bytes: the stream (1 standard
 * output, 2 standard error), three zeros, and the length as a big-endian number (Docker Engine API, "Attach to a
 * container", stream format). A frame that is cut off by the stream's end is given as far as it came.
 */
export async function* readFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<OutputChunk> {
  let rest: Uint8Array = new Uint8Array();
  let stream: OutputChunk['stream'] = 'stdout';
  let missing = 0;
  for await (const chunk of source) {
    let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    rest = new Uint8Array();
    while (data.length > 0) {
      if (missing > 0) {
        const part = data.subarray(0, missing);
        missing -= part.length;
        data = data.subarray(part.length);
        yield { stream, data: part };
      } else if (data.length < HEADER) {
        rest = data;
        break;
      } else {
        stream = data[0] === 2 ? 'stderr' : 'stdout';
        missing = new DataView(data.buffer, data.byteOffset).getUint32(4);
        data = data.subarray(HEADER);
      }
    }
  }
}

/** The output of a process with a TTY, which has only one stream and no frames. */
export async function* readRaw(source: AsyncIterable<Uint8Array>): AsyncGenerator<OutputChunk> {
  for await (const data of source) yield { stream: 'stdout', data };
}
