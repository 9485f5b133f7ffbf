import type { Services } from '../services';
import type { Handlers } from '../shared/contract';
import { type Shell, appHandlers } from './app';
import { buildHandlers } from './builds';
import type { Desktop } from './desktop';
import { pendingHandlers } from './pending';
import { progressHandlers } from './progress';
import { settingsHandlers } from './settings';
import { workspaceHandlers } from './workspaces';

/** Every method of the contract with the service that answers it. */
export function createHandlers(services: Services, shell: Shell, desktop: Desktop): Handlers {
  return {
    ...appHandlers(shell, desktop),
    ...settingsHandlers(services.settings),
    ...pendingHandlers('courses', [
      'courses.list',
      'courses.lesson',
      'courses.choose',
      'courses.open',
      'courses.close',
    ]),
    ...pendingHandlers('search', ['search.query']),
    ...workspaceHandlers(services.workspaces, desktop),
    ...buildHandlers(services),
    ...pendingHandlers('checks', ['checks.run', 'quiz.answer']),
    ...progressHandlers(services.progress, desktop),
  };
}
