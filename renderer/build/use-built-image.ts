import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useBuildStore } from '../stores/build';
import { useEnginesStore } from '../stores/engines';
import type { BuildRun } from './build-run';

/** The image of the last build. */
export interface BuiltImage {
  readonly image: ComputedRef<BuildRun['image']>;
  /** Whether it is in another engine than the one in use. */
  readonly isElsewhere: ComputedRef<boolean>;
  readonly canRun: ComputedRef<boolean>;
}

/** The image of the workspace's last build, and whether it can run here. */
export function useBuiltImage(): BuiltImage {
  const builds = useBuildStore();
  const engines = useEnginesStore();
  const image = computed(() => (void builds.revision, builds.run?.image ?? null));
  const isElsewhere = computed(() => {
    void builds.revision;
    const engine = builds.run?.engine ?? '';
    return image.value !== null && engine !== '' && engine !== engines.current?.id;
  });
  const canRun = computed(
    () => engines.current?.state === 'ready' && image.value !== null && !builds.running && !isElsewhere.value,
  );
  return { image, isElsewhere, canRun };
}
