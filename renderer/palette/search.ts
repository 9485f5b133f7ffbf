import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { SearchHit } from '../../electron/shared/course/model';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import { invoke } from '../api';

/** The hits for what is typed. Answers that come late, for an earlier text, are dropped. */
export function useSearch(query: Ref<string>): {
  hits: ShallowRef<readonly SearchHit[]>;
  searching: Ref<boolean>;
  error: ShallowRef<ErrorData | null>;
} {
  const hits = shallowRef<readonly SearchHit[]>([]);
  const searching = ref(false);
  const error = shallowRef<ErrorData | null>(null);
  let asked = 0;

  async function ask(text: string): Promise<void> {
    const mine = ++asked;
    error.value = null;
    searching.value = text !== '';
    try {
      const found = text === '' ? [] : await invoke('search.query', text);
      if (mine === asked) hits.value = found;
    } catch (thrown) {
      if (mine === asked) error.value = toErrorData(thrown);
    } finally {
      if (mine === asked) searching.value = false;
    }
  }

  watch(query, (text) => void ask(text.trim()));
  onScopeDispose(() => asked++);
  return { hits, searching, error };
}
