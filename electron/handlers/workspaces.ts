import type { Handlers } from '../shared/contract';
import type { Services } from '../services';
import type { Desktop } from './desktop';

type Methods = Extract<keyof Handlers, `workspaces.${string}`>;

/** Handlers of the learner's files. */
export function workspaceHandlers(
  { workspaces, prepareEngine }: Pick<Services, 'workspaces' | 'prepareEngine'>,
  desktop: Desktop,
): Pick<Handlers, Methods> {
  return {
    'workspaces.open': (id) => {
      prepareEngine(); // whoever opens a lab will build soon
      return workspaces.open(id);
    },
    'workspaces.scratch': (file, text) => workspaces.scratch(file, text),
    'workspaces.read': (id, path) => workspaces.read(id, path),
    'workspaces.save': (id, path, text, version) => workspaces.save(id, path, text, version),
    'workspaces.rename': (id, from, to) => workspaces.rename(id, from, to),
    'workspaces.delete': (id, path) => workspaces.delete(id, path),
    'workspaces.reset': (id) => workspaces.reset(id),
    'workspaces.undoReset': (id) => workspaces.undoReset(id),
    'workspaces.solution': (lab) => workspaces.solution(lab),
    'workspaces.reveal': async (id) => desktop.openFolder(await workspaces.folder(id)),
  };
}
