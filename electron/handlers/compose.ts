import type { Projects } from '../projects';
import type { Handlers } from '../shared/contract';

type Methods = Extract<keyof Handlers, `compose.${string}`>;

/** Handlers of Compose projects. A page names a workspace and services; the folder behind it never crosses. */
export function composeHandlers(projects: Projects): Pick<Handlers, Methods> {
  return {
    'compose.project': (workspace) => projects.view(workspace),
    'compose.list': (workspace) => projects.list(workspace),
    'compose.up': (workspace, order) => projects.up(workspace, order),
    'compose.down': (workspace, options) => projects.down(workspace, options),
    'compose.restart': (workspace, service) => projects.restart(workspace, service),
    'compose.stop': (workspace, service) => projects.stop(workspace, service),
    'compose.cancel': async (run) => {
      projects.cancel(run);
    },
    'compose.follow': (workspace, services) => projects.follow(workspace, services),
    'compose.unfollow': async (follow) => {
      projects.unfollow(follow);
    },
  };
}
