import type { Builds } from '../builds';
import type { Engines } from '../engines/select';
import type { Shell } from './app';
import type { Desktop } from './desktop';
import type { Runs } from '../runs';
import type { Handlers } from '../shared/contract';
import { toSummary } from '../shared/engine/record';
import type { Workspaces } from '../workspaces';

/** What the handlers of engines and builds work with. */
export interface BuildServices {
  readonly engines: Engines;
  readonly builds: Builds;
  readonly runs: Runs;
  readonly workspaces: Workspaces;
}

type Methods = Extract<keyof Handlers, `engines.${string}` | `builds.${string}` | `runs.${string}`>;

/** Handlers of engines, builds and runs. A page names a workspace; the folder behind it never crosses. */
export function buildHandlers(
  services: BuildServices,
  shell: Pick<Shell, 'engineUse'>,
  desktop: Desktop,
): Pick<Handlers, Methods> {
  const { engines, builds, runs, workspaces } = services;
  return {
    'engines.list': () => engines.list(),
    'engines.refresh': () => engines.refresh(),
    async 'engines.upkeep'(engine) {
      const measured = await (await engines.upkeep(engine))?.measure();
      if (!measured) return null;
      const use = measured.state === 'off' ? null : shell.engineUse();
      return { ...measured, memoryBytes: use?.memoryBytes ?? null, cpuPercent: use?.cpuPercent ?? null };
    },
    async 'engines.reset'(engine) {
      const agreed = await desktop.confirm({
        question: 'Reset the engine inside Drydock?',
        detail:
          'Containers that run in it end. The images you built with it, its build cache and its saved state are removed. Your files, your progress and other engines stay as they are.',
        action: 'Reset the engine',
      });
      if (agreed) await engines.reset(engine);
      return agreed;
    },
    'builds.start': async (workspace, options, secrets) =>
      builds.start({ workspace, context: await workspaces.folder(workspace), options, secrets }),
    'builds.cancel': async (build) => {
      builds.cancel(build);
    },
    'builds.last': async (workspace) => {
      const record = await builds.last(workspace);
      const { isStale } = await import('../builds/is-stale');
      return record && { ...record, stale: await isStale(record, await workspaces.folder(workspace)) };
    },
    'builds.list': async (workspace) => (await builds.history(workspace)).map(toSummary),
    'runs.start': (workspace, build) => runs.start(workspace, build),
    'runs.stop': async (workspace) => {
      runs.stop(workspace);
    },
  };
}
