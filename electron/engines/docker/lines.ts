/** Bytes of UTF-16 text that a line may have before it is given in parts. */
const LINE_CAP = 64 * 1024;

/** Collects text that comes in any pieces, and gives whole lines. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The lines that are complete now, without their line feeds. */
  push(data: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(data, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LINE_CAP) {
      lines.push(this.#rest);
      this.#rest = '';
    }
    return lines;
  }

  /** What is left when no more comes. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = '';
    return rest === '' ? [] : [rest];
  }
}

/**
 * Reads an answer of one JSON value a line, as the engine streams progress, events and statistics. Throws a
 * SyntaxError that quotes a line that is not JSON.
 */
export async function* readJsonLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) yield parseLine(line);
  }
  if (rest.trim()) yield parseLine(rest);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SyntaxError(`The engine sent a line that is not JSON: ${line.slice(0, 200)}`);
  }
}
