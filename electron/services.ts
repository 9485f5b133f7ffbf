import { Builds } from './builds';
import { Engines } from './engines/select';
import type { Profile } from './profile';
import { Progress } from './progress';
import type { SettingsStore } from './settings';
import type { Events } from './shared/contract';
import { DrydockError } from './shared/errors';
import { Workspaces } from './workspaces';

/** Everything the app can do, without a window: the main process and the command line both start here. */
export interface Services {
  readonly settings: SettingsStore;
  readonly progress: Progress;
  readonly workspaces: Workspaces;
  readonly engines: Engines;
  readonly builds: Builds;
  /** The folder of an open course, null for an unknown id. */
  courseFolder(course: string): Promise<string | null>;
  /** Opens a folder or zip as a course. */
  openCourse(path: string): Promise<void>;
  /** Saves what is left to save and lets go of files, watches and engines. */
  close(): Promise<void>;
}

/** Tells the window, where there is one, that something happened. */
export type Emit = <E extends keyof Events>(event: E, payload: Events[E]) => void;

export interface ServiceOptions {
  readonly profile: Profile;
  readonly settings: SettingsStore;
  /** Folder of the courses that come with the app. */
  readonly lessons: string;
  readonly emit: Emit;
}

/**
 * Opens the services.
 * @throws DrydockError when the learner's progress is there and cannot be read.
 */
export async function openServices({ profile, settings, emit }: ServiceOptions): Promise<Services> {
  const progress = await Progress.open({ folder: profile.progress, courses: () => [] });
  const workspaces = new Workspaces({
    folder: profile.workspaces,
    labs: {
      labFiles: () => Promise.reject(pending()),
      labOpens: () => undefined,
    },
    wasTried: (lab) => Object.values(progress.state().labs[lab]?.steps ?? {}).some(({ tries }) => tries > 0),
  });
  const engines = new Engines();
  const builds = new Builds({
    folder: profile.builds,
    engine: () => engines.select(settings.get().engine),
    onEvent: (build, workspace, event) => {
      emit('build.event', { build, workspace, event });
    },
    onFinished: (record) => {
      emit('build.finished', record);
    },
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
  return {
    settings,
    progress,
    workspaces,
    engines,
    builds,
    courseFolder: async () => null,
    openCourse: () => Promise.reject(pending()),
    async close() {
      await builds.close();
      await Promise.all([workspaces.close(), progress.close(), settings.close(), engines.close()]);
    },
  };
}

function pending(): DrydockError {
  return new DrydockError({ kind: 'internal', message: 'The service "courses" is not part of this build.' });
}
