import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { languageClient } from '../../editor/dockerfile/client';
import { documentKey } from '../../editor/dockerfile/protocol';
import type { SentContext } from '../../editor/dockerfile/protocol';
import { useNoticesStore } from '../../stores/notices';
import { useWorkspaceStore } from '../../stores/workspace';

/** Milliseconds between a change and the new tree. */
const quietMs = 60;

/** What a build of a Dockerfile would send, anew with every change of the files and of the ignore file. */
export function useSentContext(file: () => string | undefined): ShallowRef<SentContext | null> {
  const files = useWorkspaceStore();
  const notices = useNoticesStore();
  const context = shallowRef<SentContext | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  async function ask(): Promise<void> {
    const mine = ++round;
    const workspace = files.workspace?.id;
    if (!workspace) return;
    const path = file() ?? 'Dockerfile';
    const source = files.drafts.get(path)?.text ?? '';
    const answer = await notices.attempt(() =>
      languageClient().askAsOf(documentKey(workspace, path), source, 'context'),
    );
    if (mine === round && answer) context.value = answer;
  }

  const stop = languageClient().onConfigured(soon);
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), context.value ? quietMs : 0);
  }
  watch(file, soon, { immediate: true });
  onScopeDispose(() => {
    stop();
    round++;
    clearTimeout(timer);
  });
  return context;
}
