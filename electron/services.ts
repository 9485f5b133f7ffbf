import { Builds } from './builds';
import { SigningKey } from './certificates';
import { Checks } from './checks';
import { Containers } from './containers';
import { Follows } from './containers/follows';
import { OpenImages } from './containers/open-images';
import { Pulls } from './containers/pulls';
import { Terminals } from './containers/terminals';
import { Catalogue } from './courses';
import type { MakeEmbedded } from './engines/select';
import { Engines, ownSurroundings } from './engines/select';
import type { Profile } from './profile';
import { Previews } from './previews';
import { Progress } from './progress';
import { Projects } from './projects';
import { Runs } from './runs';
import { Search } from './search';
import type { SettingsStore } from './settings';
import type { EventName, Events } from './shared/contract';
import { toErrorData } from './shared/errors';
import type { WorkspaceId } from './shared/workspace/model';
import { Workspaces } from './workspaces';

/** Everything the app can do, without a window. */
export interface Services {
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly progress: Progress;
  readonly workspaces: Workspaces;
  readonly engines: Engines;
  /** Wakes the chosen engine in the background; one that does not wake says so when it is needed. */
  readonly prepareEngine: () => void;
  readonly builds: Builds;
  readonly containers: Containers;
  readonly follows: Follows;
  readonly terminals: Terminals;
  readonly previews: Previews;
  readonly pulls: Pulls;
  readonly openImages: OpenImages;
  readonly runs: Runs;
  readonly projects: Projects;
  readonly checks: Checks;
  /** The profile's key, made when it is first asked for. */
  readonly signingKey: () => Promise<SigningKey>;
  /** Tells the learner what no request can carry. */
  readonly notify: (notice: Events['app.notice']) => void;
  /** Stops what would hold up quitting and need not be finished: running checks and containers. */
  interrupt(): void;
  /** Saves what is left to save and lets go of files, watches and engines. */
  close(): Promise<void>;
}

/** What the services are made from. */
export interface ServiceOptions {
  readonly profile: Profile;
  readonly settings: SettingsStore;
  /** Folder of the courses that come with the app. */
  readonly lessons: string;
  /** Makes the embedded engine, where it is part of the app. */
  readonly makeEmbedded?: MakeEmbedded;
  /** Tells this build of the app from others: what another one kept of a course is not used. Null keeps nothing. */
  readonly build: string | null;
  /** Tells the window, where there is one, that something happened. */
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void;
  readonly notify: (notice: Events['app.notice']) => void;
}

/** Milliseconds after which the library has been shown, and what nobody waits for is done. */
const settleAfter = 3000;

/**
 * Opens all services and joins them: who asks whom, and which change becomes which event.
 * @throws DrydockError when the shipped courses or the learner's progress are there and cannot be read.
 */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { profile, settings, emit, notify } = options;
  const warn = (thrown: unknown) => {
    notify({ severity: 'warning', error: toErrorData(thrown) });
  };
  const catalogue = await Catalogue.open({
    shipped: options.lessons,
    archives: profile.courses,
    opened: settings.get().courseFolders,
    remember: async (folders) => {
      await settings.change({ courseFolders: [...folders] });
    },
    cache: options.build === null ? null : { folder: profile.courseCache, build: options.build },
  });
  const progress = await Progress.open({ folder: profile.progress, courses: () => catalogue.list() });
  const search = new Search((lab) => catalogue.labFiles(lab, 'start'));
  const workspaces = new Workspaces({
    folder: profile.workspaces,
    labs: catalogue,
    wasTried: (lab) => Object.values(progress.state().labs[lab]?.steps ?? {}).some(({ tries }) => tries > 0),
  });
  const engines = new Engines(ownSurroundings(), options.makeEmbedded);
  const checks = new Checks();
  const builds = new Builds({
    folder: profile.builds,
    engine: () => engines.select(settings.get().engine),
    onEvent: (build, workspace, event) => {
      emit('build.event', { build, workspace, event });
    },
    onFinished: (record) => {
      emit('build.finished', record);
    },
    onStorageError: warn,
  });
  const containers = new Containers({
    engine: () => engines.select(settings.get().engine),
    lastImage: async (workspace) => {
      const result = (await builds.last(workspace))?.result;
      return result?.ok ? result.imageId : null;
    },
    textsOf: async (workspace) => {
      const id = workspace as WorkspaceId;
      const { files } = await workspaces.open(id);
      const texts = files
        .filter(({ editable }) => editable)
        .map(async ({ path }) => [path, (await workspaces.read(id, path)).text] as const);
      return new Map(await Promise.all(texts));
    },
    onChange: (changed) => {
      emit('containers.changed', changed);
    },
    onLost: () => {
      void engines.refresh().then((found) => emit('engines.changed', found));
    },
  });
  const follows = new Follows({
    onLogs: (follow, lines) => {
      emit('follow.logs', { follow, lines });
    },
    onStats: (follow, stats) => {
      emit('follow.stats', { follow, stats });
    },
    onEnded: (follow, error) => {
      emit('follow.ended', { follow, error });
    },
  });
  const terminals = new Terminals({
    onOutput: (terminal, data) => {
      emit('terminal.output', { terminal, data });
    },
    onEnded: (terminal, exitCode) => {
      emit('terminal.ended', { terminal, exitCode });
    },
  });
  const previews = new Previews({
    locate: (container, port) => containers.loopbackPort(container, port),
  });
  const pulls = new Pulls({
    onEvent: (transfer, event) => {
      emit('transfer.event', { transfer, event });
    },
    onEnded: (transfer, error) => {
      emit('transfer.ended', { transfer, error });
    },
  });
  const openImages = new OpenImages((image, reading) => {
    emit('images.reading', { image, reading });
  });
  const runs = new Runs({
    record: (workspace, build) => builds.record(workspace, build),
    engine: (id) => engines.select(id),
  });
  const projects = new Projects({
    engine: () => engines.select(settings.get().engine),
    folder: (workspace) => workspaces.folder(workspace),
    onEvent: (run, workspace, event) => {
      emit('compose.event', { run, workspace, event });
    },
    onEnded: (run, workspace, error) => {
      emit('compose.ended', { run, workspace, error });
    },
    onLogs: (follow, lines) => {
      emit('compose.logs', { follow, lines });
    },
    onLogsEnded: (follow, error) => {
      emit('compose.logsEnded', { follow, error });
    },
  });
  catalogue.onChange((courses) => {
    emit('courses.changed', courses);
  });
  progress.onChange((state) => {
    emit('progress.changed', state);
  });
  workspaces.onChange((change) => {
    emit('workspace.changed', change);
  });
  settings.onChange((changed) => {
    emit('settings.changed', changed);
  });
  let settling: Promise<unknown> = Promise.resolve();
  const timer = setTimeout(() => {
    settling = Promise.all([catalogue.settle(), search.update(catalogue.loaded())]);
  }, settleAfter);
  return {
    settings,
    catalogue,
    search,
    progress,
    workspaces,
    engines,
    prepareEngine: () => {
      void engines
        .select(settings.get().engine)
        .then((engine) => engine.prepare?.())
        .catch(() => undefined); // it is asked again for what it is needed for
    },
    builds,
    containers,
    follows,
    terminals,
    previews,
    pulls,
    openImages,
    runs,
    projects,
    checks,
    signingKey: () => SigningKey.open(profile.signingKey),
    notify,
    interrupt() {
      checks.cancelAll();
      runs.stopAll();
    },
    async close() {
      clearTimeout(timer);
      checks.cancelAll();
      runs.stopAll();
      pulls.close();
      openImages.close();
      follows.close();
      terminals.close();
      await Promise.all([builds.close(), containers.close(), projects.close()]);
      await Promise.all([workspaces.close(), progress.close(), settings.close(), catalogue.close()]);
      await settling;
      await engines.close();
    },
  };
}
