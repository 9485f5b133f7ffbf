import { computed, shallowReactive } from 'vue';
import type { ComputedRef, WritableComputedRef } from 'vue';
import type { BuildOptions, BuildSecrets } from '../../../electron/shared/engine/build';
import { countValues, readValues } from './values';
import type { BuildValues } from './values';

/** What was given for each workspace, while this window is open. Secrets must not outlive it. */
const given = shallowReactive(new Map<string, BuildValues>());

/**
 * What the builds of a workspace are given from outside.
 * @param offered what the lab gives, until the learner says otherwise.
 */
export function useBuildValues(
  workspace: () => string | undefined,
  offered: () => BuildValues,
): {
  readonly values: WritableComputedRef<BuildValues>;
  readonly count: ComputedRef<number>;
  /** As the build service takes them. */
  readonly handedOver: ComputedRef<{
    readonly options: Pick<BuildOptions, 'buildArgs'>;
    readonly secrets: BuildSecrets;
  }>;
} {
  const values = computed({
    get: () => given.get(workspace() ?? '') ?? offered(),
    set: (now) => void given.set(workspace() ?? '', now),
  });
  const handedOver = computed(() => {
    const read = readValues(values.value);
    if ('problems' in read) return { options: {}, secrets: {} }; // the dialog keeps none with problems
    const { buildArgs, secrets } = read;
    return { options: Object.keys(buildArgs).length > 0 ? { buildArgs } : {}, secrets };
  });
  return { values, count: computed(() => countValues(values.value)), handedOver };
}
