import type { AppCommand, AppInfo, Handlers } from '../shared/contract';
import { DrydockError } from '../shared/errors';
import type { Desktop } from './desktop';

/** The app itself, as far as a page may know of it and command it. */
export interface Shell {
  info(): AppInfo;
  /** Carries out a command, or hands it to the page where that is its business. */
  run(command: AppCommand): Promise<void>;
  /** The host to name before an address is opened; null for an address that never is. */
  externalHost(url: string): string | null;
  /** What the process of the embedded engine takes now; null while there is none. */
  engineUse(): { readonly memoryBytes: number; readonly cpuPercent: number } | null;
}

type Methods = 'app.info' | 'app.openExternal' | 'app.command' | 'clipboard.write';

/** Handlers of what the page asks of the app and of the desktop around it. */
export function appHandlers(shell: Shell, desktop: Desktop): Pick<Handlers, Methods> {
  return {
    'app.info': async () => shell.info(),
    'app.command': (command) => shell.run(command),
    'clipboard.write': async (text) => {
      desktop.copy(text);
    },
    async 'app.openExternal'(url) {
      const host = shell.externalHost(url);
      if (host === null) {
        throw new DrydockError({
          kind: 'refused',
          message: 'Drydock opens only https addresses, and this is none.',
        });
      }
      const agreed = await desktop.confirm({
        question: `Open a page of ${host} in your browser?`,
        detail: url.length > 300 ? `${url.slice(0, 300)}…` : url,
        action: 'Open in browser',
      });
      if (agreed) await desktop.openInBrowser(url);
      return agreed;
    },
  };
}
