import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { LessonKey } from '../../../electron/shared/course/model';
import { DrydockError, toErrorData } from '../../../electron/shared/errors';
import type { ErrorData } from '../../../electron/shared/errors';
import { invoke } from '../../api';
import { Autosave } from '../../editor/autosave';
import type { Draft } from '../../editor/draft';

/** The source of a deck while its author edits it: saved as it is typed, never over what something else wrote. */
export interface DeckSource {
  /** Null until it is read, and when it was deleted and let go. */
  readonly draft: Readonly<ShallowRef<Draft | null>>;
  /** Why it could not be read. */
  readonly error: Readonly<ShallowRef<ErrorData | null>>;
  readonly load: () => Promise<void>;
  readonly edit: (text: string) => void;
  /** Saves now. */
  readonly save: () => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** @param onDisk what the course's folder held when it was read last; it is read again when something is changed there. */
export function useDeckSource(lesson: LessonKey, onDisk: () => string): DeckSource {
  const draft = shallowRef<Draft | null>(null);
  const error = shallowRef<ErrorData | null>(null);
  const autosave = new Autosave({
    save: (_path, text, version) => invoke('decks.save', lesson, text, version),
    changed: (_path, next) => (draft.value = next ?? null),
  });
  const withPath = (act: (path: string) => void) => (): void => {
    if (draft.value) act(draft.value.path);
  };

  async function load(): Promise<void> {
    error.value = null;
    try {
      autosave.open(await invoke('decks.source', lesson));
    } catch (thrown) {
      error.value = toErrorData(thrown);
    }
  }

  async function compareWithDisk(): Promise<void> {
    const known = draft.value;
    if (!known || known.savedText === onDisk() || known.saving !== null) return;
    try {
      autosave.disk(known.path, await invoke('decks.source', lesson));
    } catch (thrown) {
      if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') autosave.disk(known.path, null);
      else error.value = toErrorData(thrown);
    }
  }

  const flush = (): void => void autosave.flush();
  watch(onDisk, compareWithDisk);
  onMounted(() => {
    window.addEventListener('blur', flush);
    window.addEventListener('beforeunload', flush);
    void load();
  });
  onBeforeUnmount(() => {
    window.removeEventListener('blur', flush);
    window.removeEventListener('beforeunload', flush);
    flush();
  });
  return {
    draft,
    error,
    load,
    edit: (text) => draft.value && autosave.edit(draft.value.path, text),
    save: withPath((path) => void autosave.save(path)),
    keepMine: withPath((path) => void autosave.keepMine(path)),
    takeTheirs: withPath((path) => autosave.takeTheirs(path)),
  };
}
