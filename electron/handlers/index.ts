import type { Presentation } from '../presentation';
import type { Printing } from '../printing';
import type { Services } from '../services';
import type { Handlers } from '../shared/contract';
import { type Shell, appHandlers } from './app';
import { buildHandlers } from './builds';
import { composeHandlers } from './compose';
import { certificateHandlers } from './certificates';
import { containerHandlers } from './containers';
import { courseHandlers } from './courses';
import { deckHandlers } from './decks';
import type { Desktop } from './desktop';
import { imageHandlers } from './images';
import { learningHandlers } from './learning';
import { presentationHandlers } from './presentation';
import { printingHandlers } from './printing';
import { progressHandlers } from './progress';
import { settingsHandlers } from './settings';
import { workspaceHandlers } from './workspaces';

/** What only an app with windows can do. */
export interface Windows {
  readonly shell: Shell;
  readonly desktop: Desktop;
  readonly presentation: Presentation;
  readonly printing: Printing;
}

/** Every method of the contract with the service that answers it. */
export function createHandlers(
  services: Services,
  { shell, desktop, presentation, printing }: Windows,
): Handlers {
  return {
    ...appHandlers(shell, desktop),
    ...settingsHandlers(services.settings),
    ...courseHandlers(services.catalogue, services.search, desktop),
    ...workspaceHandlers(services, desktop),
    ...buildHandlers(services, shell, desktop),
    ...imageHandlers(services),
    ...containerHandlers(services, desktop),
    ...composeHandlers(services.projects),
    ...learningHandlers(services),
    ...progressHandlers(services.progress, desktop),
    ...certificateHandlers(services, { printing, desktop, version: () => shell.info().version }),
    ...deckHandlers(services.catalogue),
    ...presentationHandlers(services.catalogue, presentation),
    ...printingHandlers(services.catalogue, printing, desktop),
  };
}
