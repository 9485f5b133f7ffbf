import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ComposeContainer } from '../../electron/shared/compose/event';
import type { ComposeUpOrder, ComposeView } from '../../electron/shared/compose/methods';
import { toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import { emptyRunLog, withComposeEvent } from '../compose/run-log';
import type { RunLog } from '../compose/run-log';

/** What is being done to a project. */
export type ComposeDoing = 'up' | 'down' | 'restart' | 'stop';

/** The Compose project of the workspace that is open: its file, its containers and the run that goes on. */
export const useComposeStore = defineStore('compose', () => {
  const workspace = ref<WorkspaceId | null>(null);
  const project = shallowRef<ComposeView | null>(null);
  const containers = shallowRef<readonly ComposeContainer[]>([]);
  const error = shallowRef<ErrorData | null>(null);
  /** What the last run told, and how it failed. */
  const log = shallowRef<RunLog>(emptyRunLog);
  const failure = shallowRef<ErrorData | null>(null);
  const doing = ref<ComposeDoing | null>(null);
  /** Null while a run was asked for and its id has not come. */
  let run: string | null = null;
  let listening = false;
  let round = 0;

  const isUp = computed(() => containers.value.some(({ state }) => state === 'running'));

  /** Reads the project of a workspace, as its file is now. */
  async function load(id: WorkspaceId): Promise<void> {
    listen();
    const mine = ++round;
    if (id !== workspace.value) {
      project.value = null;
      containers.value = [];
      log.value = emptyRunLog;
      failure.value = null;
      doing.value = null;
      run = null;
    }
    workspace.value = id;
    try {
      const read = await invoke('compose.project', id);
      if (mine !== round) return;
      project.value = read;
      error.value = null;
      if (read && read.services.length > 0) await list();
    } catch (thrown) {
      if (mine === round) error.value = toErrorData(thrown);
    }
  }

  async function list(): Promise<void> {
    const id = workspace.value;
    if (id === null) return;
    const found = await invoke('compose.list', id);
    if (id === workspace.value) containers.value = found;
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    on('compose.event', ({ workspace: of, event }) => {
      if (of === workspace.value) log.value = withComposeEvent(log.value, event);
    });
    on('compose.ended', ({ workspace: of, error: reason }) => {
      if (of !== workspace.value) return;
      run = null;
      doing.value = null;
      failure.value = reason?.kind === 'cancelled' ? null : reason;
      void refresh();
    });
    on('containers.changed', () => void refresh());
  }

  /** As list, where nobody waits for it: the next change asks again. */
  async function refresh(): Promise<void> {
    if (project.value) await list().catch(() => undefined);
  }

  async function start(what: ComposeDoing, asking: (id: WorkspaceId) => Promise<string>): Promise<void> {
    const id = workspace.value;
    if (id === null || doing.value !== null) return;
    doing.value = what;
    log.value = emptyRunLog;
    failure.value = null;
    try {
      const started = await asking(id);
      if (doing.value !== null) run = started; // else it has ended already
    } catch (thrown) {
      doing.value = null;
      failure.value = toErrorData(thrown);
    }
  }

  const up = (order: ComposeUpOrder) => start('up', (id) => invoke('compose.up', id, order));
  const down = (volumes: boolean) => start('down', (id) => invoke('compose.down', id, { volumes }));
  const restart = (service: string) => start('restart', (id) => invoke('compose.restart', id, service));
  const stop = (service: string) => start('stop', (id) => invoke('compose.stop', id, service));

  async function cancel(): Promise<void> {
    if (run !== null) await invoke('compose.cancel', run);
  }

  return {
    workspace,
    project,
    containers,
    error,
    log,
    failure,
    doing,
    isUp,
    load,
    up,
    down,
    restart,
    stop,
    cancel,
  };
});
