import { nextZoom } from './zoom';
import type { SettingsStore } from './settings';
import type { AppCommand } from './shared/contract';

/** What the window does for a command. */
export interface CommandTarget {
  toggleFullScreen(): void;
  /** Hands the command to the page. */
  send(command: AppCommand): void;
}

/** Carries out a command of menu, key or palette: the window's own here, every other in the page. */
export async function runCommand(
  command: AppCommand,
  settings: SettingsStore,
  target: CommandTarget,
): Promise<void> {
  switch (command) {
    case 'zoom-in':
      await settings.change({ zoom: nextZoom(settings.get().zoom, 'in') });
      return;
    case 'zoom-out':
      await settings.change({ zoom: nextZoom(settings.get().zoom, 'out') });
      return;
    case 'zoom-reset':
      await settings.change({ zoom: 1 });
      return;
    case 'full-screen':
      target.toggleFullScreen();
      return;
    default:
      target.send(command);
  }
}
