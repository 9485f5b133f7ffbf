import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { useNoticesStore } from '../../stores/notices';
import { useWorkspaceStore } from '../../stores/workspace';
import { languageClient } from './client';
import { documentKey } from './protocol';
import type { LanguageMethod, LanguageResult } from './protocol';

/** Milliseconds between a key and the new answer. */
const settleMs = 80;

type Question = Extract<LanguageMethod, 'graph' | 'asks'>;

/** What the language worker says of a Dockerfile of the workspace, anew while it is typed. */
export function useAnswer<Asked extends Question>(
  question: Asked,
  file: () => string | undefined,
): {
  /** Null while nothing is known of the file. */
  readonly answer: ShallowRef<LanguageResult<Asked> | null>;
  readonly source: ComputedRef<string | undefined>;
} {
  const files = useWorkspaceStore();
  const notices = useNoticesStore();
  const answer: ShallowRef<LanguageResult<Asked> | null> = shallowRef(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const source = computed(() => {
    const path = file();
    return path === undefined ? undefined : files.drafts.get(path)?.text;
  });

  async function ask(): Promise<void> {
    const workspace = files.workspace?.id;
    const path = file();
    const asked = source.value;
    if (!workspace || path === undefined || asked === undefined) {
      answer.value = null;
      return;
    }
    const key = documentKey(workspace, path);
    const said = await notices.attempt(() => languageClient().ask<Question>(key, asked, question));
    // No answer: a newer text was asked about; the answer about this one is kept until its turn comes.
    if (said && asked === source.value) answer.value = said as LanguageResult<Asked>;
  }

  watch(
    [source, file],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), answer.value ? settleMs : 0);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { answer, source };
}
