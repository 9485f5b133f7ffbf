import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { InstalledImageName } from '../../../electron/shared/dockerfile';
import { invoke, on } from '../../api';
import { useEnginesStore } from '../../stores/engines';

/** The images that the chosen engine has, by their names, again after every build and change of engines. */
export function useInstalledNames(): ShallowRef<readonly InstalledImageName[]> {
  const engines = useEnginesStore();
  const names = shallowRef<readonly InstalledImageName[]>([]);
  let round = 0;

  async function read(): Promise<void> {
    const mine = ++round;
    // No engine, no images: completion and refactorings then have none to offer.
    const images = await invoke('images.list').catch(() => []);
    if (mine === round) names.value = images.flatMap(({ id, tags }) => tags.map((name) => ({ name, id })));
  }

  const stops = (['build.finished', 'engines.changed'] as const).map((event) => on(event, () => void read()));
  onScopeDispose(() => {
    round++;
    for (const stop of stops) stop();
  });
  // Choosing another engine is no change of the engines that there are.
  watch(() => engines.current?.id, read, { immediate: true });
  return names;
}
