import { useIntervalFn } from '../build/interval';
import { useContainersStore } from '../stores/containers';
import { useEnginesStore } from '../stores/engines';

/** Milliseconds between two questions to an engine that does not tell what happens. */
const PAUSE = 2000;

/** Keeps the list of containers fresh while the caller lives, also on an engine without events. */
export function useFreshList(): void {
  const store = useContainersStore();
  const engines = useEnginesStore();
  void store.load();
  useIntervalFn(
    () => void store.load(),
    PAUSE,
    () => engines.current?.state === 'ready' && !engines.current.capabilities.events && !store.loading,
  );
}
