import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Settings, SettingsPatch } from '../../electron/shared/settings';
import { invoke, on } from '../api';

/** How the learner likes the app. Null only until `load` has answered, which is before the app is shown. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<Settings | null>(null);

  async function load(): Promise<void> {
    on('settings.changed', (changed) => (settings.value = changed));
    settings.value = await invoke('settings.get');
  }

  async function change(patch: SettingsPatch): Promise<void> {
    settings.value = await invoke('settings.change', patch);
  }

  /** Sizes in per cent of the panes of a split, as they were left; undefined when it was never moved. */
  function paneSizes(name: string): readonly number[] | undefined {
    return settings.value?.panes[name];
  }

  async function rememberPanes(name: string, sizes: readonly number[]): Promise<void> {
    await change({ panes: { ...settings.value?.panes, [name]: [...sizes] } });
  }

  /** Shown at once, so that two quick changes add up; taken back if they could not be kept. */
  async function changeRules(rules: Settings['rules']): Promise<void> {
    const before = settings.value;
    if (before) settings.value = { ...before, rules };
    try {
      await change({ rules });
    } catch (thrown) {
      settings.value = before;
      throw thrown;
    }
  }

  return { settings, load, change, changeRules, paneSizes, rememberPanes };
});
