import { randomUUID } from 'node:crypto';
import { DrydockError } from '../shared/errors';
import { type PrintJob, type PrintRequest, paperOf } from '../shared/printing/model';
import type { Press } from './press';

/** Milliseconds a deck may take to be laid out; 1,000 slides with formulas and pictures take about 20 s. */
const layoutTimeout = 180_000;

type Outcome = { readonly pages: number } | { readonly failed: string };

/** Prints decks and certificates, one at a time: hands the job to a page nobody sees, waits for its layout, and takes the PDF. */
export class Printing {
  #running: { readonly job: PrintJob; readonly settle: (outcome: Outcome) => void } | null = null;

  constructor(private readonly press: Press) {}

  /** What the printing page is to lay out; null while nothing is printed. */
  job(): PrintJob | null {
    return this.#running?.job ?? null;
  }

  /** The printing page tells how it went. What an earlier page says is passed over. */
  done(id: string, outcome: Outcome): void {
    if (this.#running?.job.id === id) this.#running.settle(outcome);
  }

  /**
   * Lays a deck or a certificate out and gives its PDF.
   * @throws DrydockError `conflict` while something else is printed, `invalid-input` for a deck without slides,
   * `internal` when the page fails or takes too long.
   */
  async print(request: PrintRequest): Promise<Uint8Array> {
    if (this.#running) {
      throw new DrydockError({
        kind: 'conflict',
        message: 'Something else is being printed.',
        remedy: 'Wait until it is done.',
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const job = { ...request, id: randomUUID() };
    const outcome = new Promise<Outcome>((resolve) => {
      this.#running = { job, settle: resolve };
      timer = setTimeout(resolve, layoutTimeout, { failed: 'it took too long' });
    });
    const page = this.press.open(() => this.done(job.id, { failed: 'its page stopped working' }));
    try {
      const laidOut = await outcome;
      if ('failed' in laidOut) {
        throw new DrydockError({
          kind: 'internal',
          message: `"${job.title}" could not be printed: ${laidOut.failed}.`,
          remedy: 'Try again; print fewer slides if it fails once more.',
        });
      }
      if (laidOut.pages === 0) {
        throw new DrydockError({
          kind: 'invalid-input',
          message: `"${job.title}" has nothing to print.`,
        });
      }
      return await page.pdf(paperOf(job));
    } finally {
      clearTimeout(timer);
      this.#running = null;
      page.close();
    }
  }
}
