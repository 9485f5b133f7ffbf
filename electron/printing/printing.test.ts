import { describe, expect, it } from 'vitest';
import type { DeckPrint } from '../shared/printing/model';
import type { Press } from './press';
import { Printing } from './printing';

const request: DeckPrint = {
  kind: 'deck',
  title: 'Boats',
  source: '# A',
  baseUrl: 'app://drydock/course/c/1/',
  layout: 'handout-2',
  fragments: 'merged',
};

/** A press whose pages are written down. */
function press() {
  const done: unknown[] = [];
  let gone = (): void => undefined;
  const made: Press = {
    open(onGone) {
      gone = onGone;
      done.push('open');
      return {
        pdf: async (paper) => {
          done.push(paper);
          return new Uint8Array([37, 80]);
        },
        close: () => void done.push('close'),
      };
    },
  };
  return { printing: new Printing(made), done, crash: () => gone() };
}

describe('printing', () => {
  it('hands the job to the page, and takes the PDF when that is laid out', async () => {
    const { printing, done } = press();
    const pdf = printing.print(request);
    const job = printing.job();
    expect(job).toMatchObject(request);
    printing.done('an earlier job', { failed: 'late' });
    printing.done(job?.id ?? '', { pages: 3 });
    expect(await pdf).toEqual(new Uint8Array([37, 80]));
    expect(done).toEqual(['open', { width: 8.268, height: 11.693 }, 'close']);
    expect(printing.job()).toBeNull();
  });

  it('prints one deck at a time', async () => {
    const { printing } = press();
    const first = printing.print(request);
    await expect(printing.print(request)).rejects.toMatchObject({ data: { kind: 'conflict' } });
    printing.done(printing.job()?.id ?? '', { pages: 1 });
    await first;
    const again = printing.print(request);
    printing.done(printing.job()?.id ?? '', { pages: 1 });
    await expect(again).resolves.toHaveLength(2);
  });

  it('says what went wrong, and closes the page', async () => {
    const { printing, done, crash } = press();
    const crashed = printing.print(request);
    crash();
    await expect(crashed).rejects.toThrow('"Boats" could not be printed: its page stopped working.');
    const empty = printing.print(request);
    printing.done(printing.job()?.id ?? '', { pages: 0 });
    await expect(empty).rejects.toThrow('has nothing');
    expect(done).toEqual(['open', 'close', 'open', 'close']);
  });
});
