import type { SettingsStore } from '../settings';
import type { Handlers } from '../shared/contract';

/** Handlers of what the app remembers about how the learner likes it. */
export function settingsHandlers(
  settings: SettingsStore,
): Pick<Handlers, 'settings.get' | 'settings.change'> {
  return {
    'settings.get': async () => settings.get(),
    'settings.change': (patch) => settings.change(patch),
  };
}
