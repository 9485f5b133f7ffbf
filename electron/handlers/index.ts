import type { Services } from '../services';
import type { Handlers } from '../shared/contract';
import { type Shell, appHandlers } from './app';
import { buildHandlers } from './builds';
import { containerHandlers } from './containers';
import { courseHandlers } from './courses';
import type { Desktop } from './desktop';
import { imageHandlers } from './images';
import { learningHandlers } from './learning';
import { progressHandlers } from './progress';
import { settingsHandlers } from './settings';
import { workspaceHandlers } from './workspaces';

/** Every method of the contract with the service that answers it. */
export function createHandlers(services: Services, shell: Shell, desktop: Desktop): Handlers {
  return {
    ...appHandlers(shell, desktop),
    ...settingsHandlers(services.settings),
    ...courseHandlers(services.catalogue, services.search, desktop),
    ...workspaceHandlers(services.workspaces, desktop),
    ...buildHandlers(services),
    ...imageHandlers(services),
    ...containerHandlers(services, desktop),
    ...learningHandlers(services),
    ...progressHandlers(services.progress, desktop),
  };
}
