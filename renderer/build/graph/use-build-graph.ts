import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { languageClient } from '../../editor/dockerfile/client';
import { documentKey } from '../../editor/dockerfile/protocol';
import type { BuildGraph } from '../../editor/dockerfile/protocol';
import { useNoticesStore } from '../../stores/notices';
import { useWorkspaceStore } from '../../stores/workspace';

/** Milliseconds between a key and the new drawing. */
const drawMs = 80;

/** The build graph of a Dockerfile of the workspace, made by the language worker and anew while it is typed. */
export function useBuildGraph(file: () => string | undefined): {
  /** Null while nothing is known of the file. */
  readonly graph: ShallowRef<BuildGraph | null>;
  readonly source: ComputedRef<string | undefined>;
} {
  const files = useWorkspaceStore();
  const notices = useNoticesStore();
  const graph = shallowRef<BuildGraph | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const source = computed(() => {
    const path = file();
    return path === undefined ? undefined : files.drafts.get(path)?.text;
  });

  async function draw(): Promise<void> {
    const workspace = files.workspace?.id;
    const path = file();
    const asked = source.value;
    if (!workspace || path === undefined || asked === undefined) {
      graph.value = null;
      return;
    }
    const answer = await notices.attempt(() =>
      languageClient().ask(documentKey(workspace, path), asked, 'graph'),
    );
    // No answer: a newer text was asked about; the drawing of this one is kept until its turn comes.
    if (answer && asked === source.value) graph.value = answer;
  }

  watch(
    [source, file],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void draw(), graph.value ? drawMs : 0);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { graph, source };
}
