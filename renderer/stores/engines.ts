import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { EngineStatus } from '../../electron/shared/engine/status';
import { invoke, on, onEngineLost } from '../api';
import { messages } from '../ui/messages';
import { useNoticesStore } from './notices';
import { useSettingsStore } from './settings';

/** Milliseconds in which engines are looked for only once, however many questions to a lost one fail. */
const LOOK_PAUSE = 3000;

/** The engines that can build here, and the one that will. */
export const useEnginesStore = defineStore('engines', () => {
  /** Null until the first look around has ended. */
  const engines = shallowRef<readonly EngineStatus[] | null>(null);
  const refreshing = ref(false);
  /** What an engine does that takes longer than usual, in words. */
  const progress = ref<string | null>(null);
  const settings = useSettingsStore();
  const notices = useNoticesStore();
  let lookedAt = -LOOK_PAUSE;
  /** What was said of an engine that was lost, until one is found. */
  let toldLost: number | undefined;

  const choice = computed(() => settings.settings?.engine ?? 'auto');

  /** The engine that builds: the chosen one, or with `auto` the first that answers, or the first there is. */
  const current = computed<EngineStatus | null>(() => {
    const all = engines.value ?? [];
    const chosen = all.find((engine) => engine.id === choice.value);
    return chosen ?? all.find((engine) => engine.state === 'ready') ?? all[0] ?? null;
  });

  /** Engines that could be used instead of the current one. */
  const others = computed(() =>
    (engines.value ?? []).filter(({ id, state }) => state === 'ready' && id !== current.value?.id),
  );

  /** Takes what was found out, and says so where the engine in use is another one now, or none. */
  function take(found: readonly EngineStatus[]): void {
    const before = current.value;
    engines.value = found;
    const now = current.value;
    if (!before || !now || (before.id === now.id && before.state === now.state)) return;
    const text = messages.engine;
    const lost = found.find(({ id }) => id === before.id);
    if (before.state === 'ready' && lost?.state !== 'ready') {
      toldLost = notices.add('warning', {
        kind: 'engine-unavailable',
        message: [
          lost?.reason === 'permission' ? lost.message : text.lost(before.name),
          ...(now.state === 'ready' ? [text.replaced(now.name)] : []),
        ].join(' '),
        remedy: lost?.remedy ?? text.lostRemedy,
      });
    } else if (now.state === 'ready') {
      if (toldLost !== undefined) notices.dismiss(toldLost);
      notices.succeed(text.found(now.name));
    }
  }

  /** Looks again because an engine could not be reached. */
  function lose(): void {
    if (refreshing.value || performance.now() - lookedAt < LOOK_PAUSE) return;
    lookedAt = performance.now();
    void notices.attempt(refresh);
  }

  function listen(): void {
    on('engines.changed', take);
    onEngineLost(lose);
    on('engine.progress', ({ text }) => (progress.value = text));
  }

  async function load(): Promise<void> {
    engines.value = await invoke('engines.list');
  }

  /** Looks again: asks every engine anew. */
  async function refresh(): Promise<void> {
    refreshing.value = true;
    try {
      take(await invoke('engines.refresh'));
    } finally {
      refreshing.value = false;
    }
  }

  async function choose(id: string): Promise<void> {
    await settings.change({ engine: id });
    if (toldLost !== undefined) notices.dismiss(toldLost);
  }

  return { engines, refreshing, progress, choice, current, others, listen, load, refresh, lose, choose };
});
