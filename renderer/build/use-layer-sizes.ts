import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { layerSizes } from '../../electron/shared/engine/layer-sizes';
import { invoke } from '../api';
import { useBuildStore } from '../stores/build';

/** The bytes that the steps of the build that is shown added, by step id; empty while that is not known. */
export function useLayerSizes(): ShallowRef<ReadonlyMap<string, number>> {
  const builds = useBuildStore();
  const sizes = shallowRef<ReadonlyMap<string, number>>(new Map());
  let round = 0;

  watch(
    () => (void builds.revision, builds.run?.image?.id),
    async (image) => {
      const mine = ++round;
      const { run } = builds;
      if (image === undefined || !run) return void (sizes.value = new Map());
      // The image may be gone, or its engine: the sizes are then simply not told.
      const history = await invoke('images.history', image).catch(() => []);
      if (mine === round) sizes.value = layerSizes(run.steps, history);
    },
    { immediate: true },
  );
  onScopeDispose(() => round++);
  return sizes;
}
