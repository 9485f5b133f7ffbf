import { defineStore } from 'pinia';
import { computed, shallowReactive, watch } from 'vue';
import type { BuildOptions, BuildSecrets } from '../../electron/shared/engine/build';
import type { StageRun } from '../../electron/shared/engine/run';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke } from '../api';
import { useBuildStore } from './build';
import { useWorkspaceStore } from './workspace';

/** A run of a stage's image as it stands. */
export interface RunState {
  /** The stage's name for people. */
  readonly label: string;
  readonly state: 'building' | 'running' | 'stopping' | 'ended' | 'failed';
  readonly result?: StageRun;
  readonly error?: ErrorData;
}

/** Runs of what was built: the last one of each workspace, until the next build. */
export const useRunStore = defineStore('run', () => {
  const files = useWorkspaceStore();
  const builds = useBuildStore();
  const runs = shallowReactive(new Map<WorkspaceId, RunState>());
  const run = computed(() => (files.workspace && runs.get(files.workspace.id)) ?? null);
  const busy = computed(() => run.value !== null && !['ended', 'failed'].includes(run.value.state));

  /** Builds a stage and runs it. The build's failure is told where builds are; nothing is run then. */
  async function start(options: BuildOptions, label: string, secrets: BuildSecrets = {}): Promise<void> {
    const workspace = files.workspace?.id;
    if (!workspace || busy.value || builds.running) return;
    runs.set(workspace, { label, state: 'building' });
    await builds.start(options, secrets);
    const build = await imageBuilt();
    if (build === null || files.workspace?.id !== workspace) {
      runs.delete(workspace);
      return;
    }
    runs.set(workspace, { label, state: 'running' });
    try {
      runs.set(workspace, { label, state: 'ended', result: await invoke('runs.start', workspace, build) });
    } catch (thrown) {
      runs.set(workspace, { label, state: 'failed', error: toErrorData(thrown) });
    }
  }

  /** Waits until the build is over; its id, or null where it made no image or another workspace was opened. */
  function imageBuilt(): Promise<string | null> {
    const { run: watched } = builds;
    if (!watched || builds.error) return Promise.resolve(null);
    return new Promise((resolve) => {
      const stop = watch(
        [() => builds.revision, () => builds.id, () => builds.run],
        () => {
          const isOver = watched.over && (builds.id !== null || watched.image === null);
          if (builds.run === watched && !isOver) return;
          resolve(builds.run === watched && watched.image ? builds.id : null);
          queueMicrotask(() => stop());
        },
        { immediate: true },
      );
    });
  }

  async function stop(): Promise<void> {
    const workspace = files.workspace?.id;
    const current = run.value;
    if (!workspace || current?.state !== 'running') return;
    runs.set(workspace, { ...current, state: 'stopping' });
    await invoke('runs.stop', workspace);
  }

  /** Takes the result away: another build has other images. */
  function forget(): void {
    if (files.workspace && !busy.value) runs.delete(files.workspace.id);
  }

  return { run, busy, start, stop, forget };
});
