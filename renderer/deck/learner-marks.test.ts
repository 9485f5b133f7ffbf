// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseDeck } from '../../electron/shared/deck';
import { stubIdleCallbacks } from '../testing/idle';
import { freshStores, mountInApp } from '../testing/mount';
import DeckContents from './DeckContents.vue';
import DeckView from './DeckView.vue';
import LearnerNote from './LearnerNote.vue';
import { deckMessages } from './messages';
import { savePause } from './use-saved-text';

const deck = parseDeck('## Layers\n\nAn image is layers.\n\n## Cache\n\nKeep it.\n');

beforeEach(() => {
  vi.useFakeTimers();
  stubIdleCallbacks();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  Element.prototype.scrollIntoView = () => undefined;
  freshStores();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('a bookmark', () => {
  it('is set and removed with M', () => {
    const view = mountInApp(DeckView, { props: { deck, slide: 1, baseUrl: '/' } });
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true }));
    expect(view.emitted('bookmark')).toEqual([['cache', true]]);
    view.unmount();

    const marked = mountInApp(DeckView, {
      props: { deck, slide: 1, baseUrl: '/', bookmarks: new Set(['cache']) },
    });
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true }));
    expect(marked.emitted('bookmark')).toEqual([['cache', false]]);
    expect(marked.get(`[aria-label="${deckMessages.bookmark}"]`).attributes('aria-pressed')).toBe('true');
    marked.unmount();
  });

  it('is shown in the contents beside its slide, as a note is', () => {
    const contents = mountInApp(DeckContents, {
      props: { deck, index: 0, seen: new Set(), bookmarks: new Set(['cache']), noted: new Set(['layers']) },
    });
    const [layers, cache] = contents.findAll('li');
    expect(cache?.find(`[aria-label="${deckMessages.bookmarked}"]`).exists()).toBe(true);
    expect(layers?.find(`[aria-label="${deckMessages.bookmarked}"]`).exists()).toBe(false);
    expect(layers?.find(`[aria-label="${deckMessages.noted}"]`).exists()).toBe(true);
    contents.unmount();
  });
});

describe('a note', () => {
  it('is saved once when typing pauses', async () => {
    const saved = vi.fn();
    const note = mountInApp(LearnerNote, { props: { slide: 'cache', note: '', onWrite: saved } });
    await note.get('textarea').setValue('keep');
    vi.advanceTimersByTime(savePause - 1);
    await note.get('textarea').setValue('keep order');
    vi.advanceTimersByTime(savePause - 1);
    expect(saved).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(saved.mock.calls).toEqual([['cache', 'keep order']]);
    note.unmount();
    expect(saved).toHaveBeenCalledOnce();
  });

  it.each(['blur', 'beforeunload'] as const)('is saved at once on %s', async (event) => {
    const note = mountInApp(LearnerNote, { props: { slide: 'cache', note: 'old' } });
    await note.get('textarea').setValue('new');
    (event === 'blur' ? note.get('textarea').element : window).dispatchEvent(new Event(event));
    expect(note.emitted('write')).toEqual([['cache', 'new']]);
    note.unmount();
  });

  it('belongs to the slide it was written on when the learner goes on to the next', async () => {
    const view = mountInApp(DeckView, { props: { deck, slide: 0, baseUrl: '/', notes: { cache: 'mine' } } });
    await view.get(`[aria-label="${deckMessages.writeMyNote}"]`).trigger('click');
    await view.get('textarea').setValue('about layers');
    await view.setProps({ slide: 1 });
    expect(view.emitted('note')).toEqual([['layers', 'about layers']]);
    expect(view.get('textarea').element.value).toBe('mine');
    view.unmount();
  });
});
