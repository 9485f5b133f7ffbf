import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cutExcerpt, parseDeck, renderNotes, renderSlide } from '../../../electron/shared/deck';
import type { Deck } from '../../../electron/shared/deck';
import { answersTo } from './answers';
import { BegunDeck } from './begun-deck';
import { DeckReader } from './deck-reader';
import type { ReadDeck } from './deck-reader';
import type { ReadAnswer, ReadRequest, WorkerEnd } from './protocol';

/** A worker that answers when it is told to. */
class FakeWorker implements WorkerEnd {
  onmessage: WorkerEnd['onmessage'] = null;
  onerror: WorkerEnd['onerror'] = null;
  isEnded = false;
  readonly #waiting: ReadAnswer[] = [];

  postMessage(request: ReadRequest): void {
    this.#waiting.push(...answersTo(request));
  }

  terminate(): void {
    this.isEnded = true;
  }

  /** Gives the next answers: all of them, or so many. */
  answer(count = Number.POSITIVE_INFINITY): void {
    for (const data of this.#waiting.splice(0, count)) {
      this.onmessage?.(new MessageEvent('message', { data: structuredClone(data) }));
    }
  }
}

function startedWorkers(): { workers: FakeWorker[]; reader: DeckReader } {
  const workers: FakeWorker[] = [];
  const reader = new DeckReader(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, reader };
}

const pieces = fc.constantFrom(
  ...['# One\n\n', '## Two {.a}\n\n', '- x\n- y\n\n', 'Text[^1] <b>raw</b>\n\n', '[^1]: A note.\n\n'],
  ...[
    '::: notes\nSay *this* <i>aloud</i>\n:::\n\n',
    '```sh\nls\n```\n\n',
    '---\n\n',
    '![p](a.png)\n\n',
    '. . .\n\n',
  ],
);
const source = fc.array(pieces, { maxLength: 300 }).map((parts) => parts.join(''));

describe('a deck that is read in parts', () => {
  it('shows what the whole deck would', () => {
    const sanitise = (html: string): string => `<clean>${html}</clean>`;
    fc.assert(
      fc.property(source, (text) => {
        const whole = parseDeck(text);
        const answers = [...answersTo({ id: 1, source: text })];
        const slides = answers.flatMap((answer) => answer.slides);
        const deck: Deck = { ...whole, slides: structuredClone(slides) };
        expect(answers.every(({ total }) => total === whole.slides.length)).toBe(true);
        expect(slides).toHaveLength(whole.slides.length);
        whole.slides.forEach((slide, index) => {
          expect(deck.slides[index]).toMatchObject({ key: slide.key, text: slide.text, notes: slide.notes });
          expect(renderSlide(deck, index, { sanitise })).toBe(renderSlide(whole, index, { sanitise }));
          expect(renderNotes(deck, index, { sanitise })).toBe(renderNotes(whole, index, { sanitise }));
          expect(renderSlide(deck, index)).not.toContain('<b>raw');
        });
      }),
    );
  });

  it('gives few slides first, and no part that would hold up the window', () => {
    const answers = [...answersTo({ id: 1, source: '## A slide\n\nText.\n\n'.repeat(3000) })];
    const [first, ...rest] = answers;
    expect(first?.slides).toHaveLength(40);
    expect(Math.max(...rest.map(({ slides }) => slides.length))).toBeLessThanOrEqual(250);
    expect([...answersTo({ id: 1, source: '' })]).toHaveLength(1);
  });
});

describe('an excerpt of a long deck', () => {
  const filler = '## More\n\nText of a slide that is not wanted first.\n\n'.repeat(900);

  it('makes way for the deck as it is when all of it is read', () => {
    const { workers, reader } = startedWorkers();
    const seen: [before: number, total: number | undefined, html: string | undefined][] = [];
    const text = `## First\n\nx\n\n## Link\n\n[here][1]\n\n${filler}\n[1]: https://example.org/\n`;
    const { dialect, slideLevel, slides } = parseDeck(text);
    const excerpt = cutExcerpt({ source: text, dialect, slideLevel, slides }, 'more');
    const read = ({ deck, before, total }: ReadDeck): void => {
      seen.push([before, total, deck.slides[before === 0 ? 1 : 0]?.body.html]);
    };
    reader.read(text, { read, failed: vi.fn() }, excerpt);
    workers[0]?.answer(2);
    expect(seen).toEqual([
      [1, undefined, expect.stringContaining('[here][1]')],
      [0, 902, expect.stringContaining('<a href="https://example.org/">here</a>')],
    ]);
  });
});

describe('the reader', () => {
  it('gives a deck that grows until it is whole, and keeps the worker for the next', () => {
    const { workers, reader } = startedWorkers();
    const counts: number[] = [];
    const listener = { read: ({ deck }: { deck: Deck }) => counts.push(deck.slides.length), failed: vi.fn() };
    reader.read('## A\n\nb\n\n'.repeat(300), listener);
    workers[0]?.answer();
    expect(counts).toEqual([40, 290, 300]);
    reader.read('## A\n\nb\n', listener);
    workers[0]?.answer();
    expect(counts.at(-1)).toBe(1);
    expect(workers).toHaveLength(1);
    expect(listener.failed).not.toHaveBeenCalled();
  });

  it('ends a worker that is busy with a deck nobody wants any more', () => {
    const { workers, reader } = startedWorkers();
    const listener = { read: vi.fn(), failed: vi.fn() };
    const cancel = reader.read('## A\n\nb\n', listener);
    cancel();
    cancel();
    workers[0]?.answer();
    expect(workers[0]?.isEnded).toBe(true);
    expect(listener.read).not.toHaveBeenCalled();
    reader.read('## A\n\nb\n', listener);
    workers[1]?.answer();
    expect(listener.read).toHaveBeenCalledTimes(1);
  });

  it('tells when its worker breaks, and starts another for the next deck', () => {
    const { workers, reader } = startedWorkers();
    const listener = { read: vi.fn(), failed: vi.fn() };
    reader.read('## A\n\nb\n', listener);
    workers[0]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(listener.failed).toHaveBeenCalledWith(new Error('The deck could not be read: out of memory.'));
    reader.read('## A\n\nb\n', listener);
    workers[1]?.answer();
    expect(listener.read).toHaveBeenCalledTimes(1);
  });

  it('does not mistake the deck it warms up with for one that was asked for', () => {
    const { workers, reader } = startedWorkers();
    const read = vi.fn();
    const warmed = vi.fn<(deck: Deck) => void>();
    reader.warmUp('## Sample\n\nx\n', warmed);
    reader.read('## A\n\nb\n', { read, failed: vi.fn() });
    workers[0]?.answer();
    expect(read).toHaveBeenCalledTimes(1);
    expect(warmed.mock.calls.map(([deck]) => deck.slides[0]?.title)).toEqual(['Sample']);
    expect(workers).toHaveLength(1);
  });
});

describe('a deck that was begun before it was shown', () => {
  const part = (title: string) => ({ deck: { ...parseDeck(`# ${title}\n`) }, before: 0, total: 1 });

  it('tells what came before somebody listened, and what comes after', () => {
    const begun = new BegunDeck();
    const read = vi.fn<(part: { readonly deck: Deck }) => void>();
    begun.read(part('One'));
    begun.read(part('Two'));
    begun.follow({ read, failed: vi.fn() });
    begun.read(part('Three'));
    expect(read.mock.calls.map(([{ deck }]) => deck.slides[0]?.title)).toEqual(['Two', 'Three']);
  });

  it('tells that it failed, also afterwards', () => {
    const failed = vi.fn();
    const begun = new BegunDeck();
    begun.failed(new Error('the worker ended'));
    begun.follow({ read: vi.fn(), failed });
    expect(failed).toHaveBeenCalledWith(new Error('the worker ended'));
  });
});
