import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { AppInfo } from '../../electron/shared/contract';
import { invoke, on } from '../api';

/** Which app this is, and whether it is dark. */
export const useAppStore = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null);
  const dark = shallowRef(false);

  function paint(isDark: boolean): void {
    dark.value = isDark;
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  }

  async function load(): Promise<void> {
    on('app.theme', (theme) => paint(theme.dark));
    info.value = await invoke('app.info');
    paint(info.value.dark);
  }

  return { info, dark, paint, load };
});
