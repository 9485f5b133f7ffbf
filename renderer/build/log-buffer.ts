/**
 * Log text as lines, appended to while a build runs. It is a plain class outside Vue's reactivity: 200,000 lines
 * must not each become a reactive object. Whoever shows it watches a revision number instead.
 */

// eslint-disable-next-line no-control-regex -- the escape character is what this is about
const sgr = /\u001b\[[\d;:]*m/g;
/** Every other escape sequence: cursor movement, erasing, titles, links. A log view has no cursor to move. */
const otherEscapes =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\[[\d;:?<=>]*[ -/]*[@-ln-~]|[()*+][\w]|[78=>cDEHMNOZ])|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u007f]/g;
/** Longest run of colour sequences carried from one line to the next. */
const carryCap = 120;

/** Default number of lines kept; the oldest are dropped beyond it. */
export const logLineCap = 250_000;

/** A growing list of log lines. Line numbers given out are 0-based positions among the lines kept. */
export class LogBuffer {
  private lines: string[] = [];
  /** Colours that are still on where a line begins, by line; most lines have none. */
  private carried = new Map<number, string>();
  private carry = '';
  private open = false;
  private droppedLines: number;

  constructor(
    text = '',
    private readonly cap = logLineCap,
    dropped = 0,
  ) {
    this.droppedLines = dropped;
    if (text) this.append(text);
  }

  get length(): number {
    return this.lines.length;
  }

  /** Lines dropped from the start because the log was too long. */
  get dropped(): number {
    return this.droppedLines;
  }

  /** Adds text as it came; a line may be spread over many calls. */
  append(text: string): void {
    const pieces = text.split('\n');
    const last = pieces.length - 1;
    pieces.forEach((piece, index) => {
      if (index === last && piece === '') return;
      this.put(piece);
      if (index < last) this.end();
    });
    if (this.lines.length > this.cap) this.drop(this.lines.length - this.cap);
  }

  /** A line with its colours, those that began on earlier lines included. */
  styled(index: number): string {
    return (this.carried.get(index) ?? '') + (this.lines[index] ?? '');
  }

  /** A line without any escape sequence. */
  plain(index: number): string {
    return (this.lines[index] ?? '').replace(sgr, '');
  }

  /** Everything without escape sequences, for the clipboard. */
  text(): string {
    return this.lines.map((line) => line.replace(sgr, '')).join('\n');
  }

  /** Positions of the lines that contain `query`, without regard to case; at most `limit`. */
  find(query: string, limit = 10_000): readonly number[] {
    const wanted = query.toLowerCase();
    const found: number[] = [];
    if (!wanted) return found;
    for (let index = 0; index < this.lines.length && found.length < limit; index += 1) {
      if (this.plain(index).toLowerCase().includes(wanted)) found.push(index);
    }
    return found;
  }

  private put(piece: string): void {
    const line = overwrite(this.open ? (this.lines.at(-1) ?? '') : '', piece);
    if (this.open) {
      this.lines[this.lines.length - 1] = line;
      return;
    }
    if (this.carry) this.carried.set(this.lines.length, this.carry);
    this.lines.push(line);
    this.open = true;
  }

  private end(): void {
    const index = this.lines.length - 1;
    const line = (this.lines[index] ?? '').replace(otherEscapes, '').replace(/\r/g, '');
    this.lines[index] = line;
    for (const sequence of line.match(sgr) ?? []) {
      this.carry = resets(sequence) ? '' : (this.carry + sequence).slice(-carryCap);
    }
    this.open = false;
  }

  private drop(count: number): void {
    this.lines.splice(0, count);
    this.droppedLines += count;
    const moved = new Map<number, string>();
    for (const [index, colours] of this.carried) if (index >= count) moved.set(index - count, colours);
    this.carried = moved;
  }
}

/** A carriage return goes back to the start of the line: progress bars draw over themselves. */
function overwrite(line: string, piece: string): string {
  const joined = line + piece;
  const body = joined.replace(/\r+$/, '');
  const start = body.lastIndexOf('\r');
  return body.slice(start + 1) + joined.slice(body.length);
}

function resets(sequence: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /^\u001b\[(0*(;0*)*)?m$/.test(sequence);
}
