import { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import { extract } from 'tar-stream';

/** One member of a tar. Either its bytes are read to the end or it is skipped, before the next one comes. */
export interface TarMember {
  readonly header: Header;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly skip: () => void;
}

/** Reads a tar as it streams by. Throws what the source throws, and an Error for what is not a tar. */
export async function* tarMembers(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const parser = extract();
  const input = Readable.from(source);
  input.on('error', (error) => parser.destroy(error));
  // tar-stream's streams are not Node's own class, but have its methods and are iterable.
  input.pipe(parser as unknown as NodeJS.WritableStream);
  try {
    for await (const member of parser) {
      yield {
        header: member.header,
        bytes: member as unknown as AsyncIterable<Uint8Array>,
        skip: () => void member.resume(),
      };
    }
  } finally {
    input.destroy();
  }
}
