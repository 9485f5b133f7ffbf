import { onScopeDispose, watch } from 'vue';
import { useLayerSizes } from '../../build/use-layer-sizes';
import { useBuildStore } from '../../stores/build';
import { useWorkspaceStore } from '../../stores/workspace';
import { notesOf, setBuildNotes } from './build-notes';
import { documentKey } from './protocol';

/** Shows behind the lines what the last build said of them, as long as the files are those that were built. */
export function useBuildNotes(): void {
  const files = useWorkspaceStore();
  const builds = useBuildStore();
  const sizes = useLayerSizes();
  watch(
    [() => builds.revision, () => builds.changedSince, () => files.workspace?.id, sizes],
    () => {
      const { run } = builds;
      const workspace = files.workspace?.id;
      const isCurrent = run?.over === true && builds.changedSince === false;
      setBuildNotes(
        documentKey(workspace ?? '', run?.file ?? ''),
        isCurrent ? notesOf(run.steps, sizes.value) : [],
      );
    },
    { immediate: true },
  );
  onScopeDispose(() => setBuildNotes('', []));
}
