import { defineStore } from 'pinia';
import { computed, ref, shallowReactive } from 'vue';
import type { BuildEvent, BuildOptions, BuildSecrets } from '../../electron/shared/engine/build';
import { DrydockError, toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import { BuildRun } from '../build/build-run';
import { useEnginesStore } from './engines';
import { useWorkspaceStore } from './workspace';

/** What is known of the builds of one workspace. */
interface Slot {
  run: BuildRun | null;
  /** The build's id, once the main process gave it. */
  id: string | null;
  /** Why a build could not be started, or the last one not be read. */
  error: ErrorData | null;
  /** The workspace store's revision with the files that were built; null when it had none or is not known. */
  builtRevision: number | null;
  /** The files were others already when the build was found again. */
  stale: boolean;
}

/** Builds of the workspaces that were open: one at a time for each, and the last one kept. */
export const useBuildStore = defineStore('build', () => {
  const files = useWorkspaceStore();
  const engines = useEnginesStore();
  const slots = shallowReactive(new Map<WorkspaceId, Slot>());
  /** Goes up at most once a frame when a run got new events: runs themselves are not reactive. */
  const revision = ref(0);
  const pending: { readonly workspace: WorkspaceId; readonly event: BuildEvent; readonly at: number }[] = [];
  let frame = 0;

  const slot = computed(() => (files.workspace ? slots.get(files.workspace.id) : undefined));
  const run = computed(() => (void revision.value, slot.value?.run ?? null));
  const running = computed(() => (void revision.value, run.value !== null && !run.value.over));
  /** The build's id, once the main process gave it. */
  const id = computed(() => (void revision.value, slot.value?.id ?? null));
  const error = computed(() => slot.value?.error ?? null);
  /** Whether the files changed since the build that is shown; null where that cannot be told. */
  const changedSince = computed(() => {
    if (slot.value?.stale) return true;
    const built = slot.value?.builtRevision;
    return built === undefined || built === null ? null : files.revision !== built;
  });

  function set(workspace: WorkspaceId, change: Partial<Slot>): void {
    const known = slots.get(workspace) ?? {
      run: null,
      id: null,
      error: null,
      builtRevision: null,
      stale: false,
    };
    slots.set(workspace, { ...known, ...change });
  }

  /** Reads the last build of a workspace, unless one is known already. */
  async function load(workspace: WorkspaceId): Promise<void> {
    if (slots.get(workspace)?.run) return;
    try {
      const compared = files.revision; // what is typed from here on is a change
      const found = await invoke('builds.last', workspace);
      if (!found || slots.get(workspace)?.run) return;
      const { stale, ...record } = found;
      set(workspace, {
        run: BuildRun.of(record),
        id: record.id,
        stale: stale === true,
        builtRevision: stale === false ? compared : null,
      });
    } catch (thrown) {
      set(workspace, { error: toErrorData(thrown) });
    }
  }

  /** Saves the files and starts a build of them. Does nothing while one runs. */
  async function start(options: BuildOptions, secrets: BuildSecrets = {}): Promise<void> {
    const workspace = files.workspace?.id;
    if (!workspace || running.value) return;
    const before = slots.get(workspace);
    // Events may come before the answer with the build's id does.
    set(workspace, { run: new BuildRun(workspace, Date.now()), id: null, error: null });
    try {
      const unsaved = await files.flush();
      if (unsaved[0]) throw notSaved(unsaved[0].path);
      set(workspace, { builtRevision: files.revision, stale: false });
      set(workspace, { id: await invoke('builds.start', workspace, options, secrets) });
    } catch (thrown) {
      set(workspace, { run: before?.run ?? null, id: before?.id ?? null, error: toErrorData(thrown) });
    }
  }

  async function cancel(): Promise<void> {
    const current = slot.value;
    if (!current?.run || current.run.over || current.id === null) return;
    current.run.cancelling = true;
    revision.value += 1;
    await invoke('builds.cancel', current.id);
  }

  function flush(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    for (const { workspace, event, at } of pending.splice(0)) {
      const current = slots.get(workspace)?.run;
      if (current && !current.over) current.apply(event, at);
    }
    revision.value += 1;
  }

  /** Follows the events of builds. Call the returned function to stop. */
  function listen(): () => void {
    const stops = [
      on('build.event', ({ workspace, event }) => {
        pending.push({ workspace, event, at: Date.now() });
        frame ||= requestAnimationFrame(flush);
      }),
      on('build.finished', (record) => {
        flush();
        if (!record.result.ok && record.result.failure.kind === 'engine-unavailable') engines.lose();
        const workspace = record.workspace as WorkspaceId;
        const current = slots.get(workspace)?.run;
        if (current && !current.settled) current.settle(record);
        else set(workspace, { run: BuildRun.of(record), id: record.id });
        revision.value += 1;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  return { revision, run, running, id, error, changedSince, load, start, cancel, listen };
});

function notSaved(path: string): DrydockError {
  return new DrydockError({
    kind: 'conflict',
    message: `${path} is not saved, so it cannot be built.`,
    remedy: 'Answer the question above the editor, then build again.',
  });
}
