import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ContainerSummary } from '../../electron/shared/engine/container';
import { OURS_LABEL } from '../../electron/shared/engine/ours';
import { toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import type { ContainerAction } from '../containers/actions';
import { useEnginesStore } from './engines';
import { useTerminalsStore } from './terminals';

/** The containers that Drydock made, as they are now. */
export const useContainersStore = defineStore('containers', () => {
  const engines = useEnginesStore();
  const terminals = useTerminalsStore();
  /** Null until they were asked for. */
  const containers = shallowRef<readonly ContainerSummary[] | null>(null);
  const error = shallowRef<ErrorData | null>(null);
  const loading = ref(false);
  /** What is being done to which container. */
  const busy = shallowRef<ReadonlyMap<string, ContainerAction>>(new Map());
  let listening = false;

  const running = computed(() => (containers.value ?? []).filter(({ state }) => state === 'running').length);

  function take(list: readonly ContainerSummary[]): void {
    containers.value = list;
    error.value = null;
    terminals.keepOnly(new Set(list.map(({ id }) => id)), engines.current?.id);
  }

  async function load(): Promise<void> {
    listen();
    loading.value = true;
    try {
      take(await invoke('containers.list'));
    } catch (thrown) {
      error.value = toErrorData(thrown);
    } finally {
      loading.value = false;
    }
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    on('containers.changed', take);
    watch(
      () => [engines.current?.id, engines.current?.state],
      ([id], [before]) => {
        if (id !== before) containers.value = null; // those of another engine
        void load();
      },
    );
  }

  function of(workspace: string): readonly ContainerSummary[] {
    return (containers.value ?? []).filter(({ labels }) => labels[OURS_LABEL] === workspace);
  }

  /** Does something to a container; throws what the engine throws. */
  async function act(container: string, action: ContainerAction): Promise<void> {
    if (busy.value.has(container)) return;
    busy.value = new Map([...busy.value, [container, action]]);
    try {
      await invoke(`containers.${action}`, container);
      take(await invoke('containers.list'));
    } finally {
      busy.value = new Map([...busy.value].filter(([id]) => id !== container));
    }
  }

  async function rename(container: string, name: string): Promise<void> {
    await invoke('containers.rename', container, name);
    take(await invoke('containers.list'));
  }

  /** Removes what has ended and nobody uses; how many containers went. */
  async function prune(): Promise<number> {
    const report = await invoke('containers.prune');
    take(await invoke('containers.list'));
    return report.containers.length;
  }

  /** Opens the playground of a workspace, null for that of none, and gives its container. */
  async function openPlayground(workspace: WorkspaceId | null): Promise<string> {
    const container = await invoke('containers.playground', workspace);
    take(await invoke('containers.list'));
    return container;
  }

  return { containers, error, loading, busy, running, load, of, act, rename, prune, openPlayground };
});
