import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { EngineStatus } from '../../electron/shared/engine/status';
import { invoke, on } from '../api';
import { useSettingsStore } from './settings';

/** The engines that can build here, and the one that will. */
export const useEnginesStore = defineStore('engines', () => {
  /** Null until the first look around has ended. */
  const engines = shallowRef<readonly EngineStatus[] | null>(null);
  const refreshing = ref(false);
  /** What an engine does that takes longer than usual, in words. */
  const progress = ref<string | null>(null);
  const settings = useSettingsStore();

  const choice = computed(() => settings.settings?.engine ?? 'auto');

  /** The engine that builds: the chosen one, or with `auto` the first that answers, or the first there is. */
  const current = computed<EngineStatus | null>(() => {
    const all = engines.value ?? [];
    const chosen = all.find((engine) => engine.id === choice.value);
    return chosen ?? all.find((engine) => engine.state === 'ready') ?? all[0] ?? null;
  });

  function listen(): void {
    on('engines.changed', (changed) => (engines.value = changed));
    on('engine.progress', ({ text }) => (progress.value = text));
  }

  async function load(): Promise<void> {
    engines.value = await invoke('engines.list');
  }

  /** Looks again: asks every engine anew. */
  async function refresh(): Promise<void> {
    refreshing.value = true;
    try {
      engines.value = await invoke('engines.refresh');
    } finally {
      refreshing.value = false;
    }
  }

  async function choose(id: string): Promise<void> {
    await settings.change({ engine: id });
  }

  return { engines, refreshing, progress, choice, current, listen, load, refresh, choose };
});
