import type { Builds } from '../builds';
import type { Engines } from '../engines/select';
import type { SettingsStore } from '../settings';
import type { Handlers } from '../shared/contract';
import type { Workspaces } from '../workspaces';

/** What the handlers of engines, builds and images work with. */
export interface BuildServices {
  readonly engines: Engines;
  readonly builds: Builds;
  readonly workspaces: Workspaces;
  readonly settings: SettingsStore;
}

type Methods = Extract<keyof Handlers, `engines.${string}` | `builds.${string}` | `images.${string}`>;

/** Handlers of engines, builds and images. A page names a workspace; the folder behind it never crosses. */
export function buildHandlers(services: BuildServices): Pick<Handlers, Methods> {
  const { engines, builds, workspaces, settings } = services;
  const engine = () => engines.select(settings.get().engine);
  return {
    'engines.list': () => engines.list(),
    'engines.refresh': () => engines.refresh(),
    'builds.start': async (workspace, options) =>
      builds.start({ workspace, context: await workspaces.folder(workspace), options }),
    'builds.cancel': async (build) => {
      builds.cancel(build);
    },
    'builds.last': async (workspace) => {
      const record = await builds.last(workspace);
      const { isStale } = await import('../builds/is-stale');
      return record && { ...record, stale: await isStale(record, await workspaces.folder(workspace)) };
    },
    'images.list': async () => (await engine()).images.list(),
    'images.inspect': async (reference) => (await engine()).images.inspect(reference),
    'images.history': async (reference) => (await engine()).images.history(reference),
    'images.remove': async (reference) => (await engine()).images.remove(reference),
  };
}
