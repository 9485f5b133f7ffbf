import { defineStore } from 'pinia';
import { computed, ref, shallowReactive, shallowRef } from 'vue';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import type {
  Workspace,
  WorkspaceChange,
  WorkspaceId,
  WorkspaceText,
} from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import { Autosave } from '../editor/autosave';
import { wantsSave } from '../editor/draft';
import type { Draft } from '../editor/draft';
import { editorMessages } from '../editor/messages';
import { editableIn, openingTabs } from '../editor/opening-tabs';
import { useNoticesStore } from './notices';

/** The learner's files that are in the editor: one workspace at a time, a lab's or a scratch. */
export const useWorkspaceStore = defineStore('workspace', () => {
  const notices = useNoticesStore();
  const workspace = shallowRef<Workspace | null>(null);
  const error = shallowRef<ErrorData | null>(null);
  const loading = ref(false);
  const tabs = ref<readonly string[]>([]);
  const active = ref<string | null>(null);
  /** State of every open file; changed by `autosave` alone. */
  const drafts = shallowReactive(new Map<string, Draft>());
  const revisions = shallowReactive(new Map<WorkspaceId, number>());
  /** Goes up with every change of this workspace's content, so that results can say they are older. */
  const revision = computed(() => (workspace.value && revisions.get(workspace.value.id)) ?? 0);

  let autosave = newAutosave(null);
  const tabsOf = new Map<WorkspaceId, { tabs: readonly string[]; active: string | null }>();

  const activeDraft = computed(() => (active.value === null ? undefined : drafts.get(active.value)));
  const unsaved = computed(() => [...drafts.values()].some(wantsSave));

  function newAutosave(id: WorkspaceId | null): Autosave {
    return new Autosave({
      save: async (path, text, version) => {
        if (!id) throw new TypeError('no workspace is open');
        const result = await invoke('workspaces.save', id, path, text, version);
        if (result.saved) void list();
        return result;
      },
      changed: (path, draft) => {
        if (workspace.value?.id !== id) return;
        const before = drafts.get(path);
        if (before && draft && before.text !== draft.text) touch();
        if (draft) drafts.set(path, draft);
        else forgetTab(path);
      },
    });
  }

  /**
   * Puts a workspace into the editor, after saving what is there. The one that is there stays, so that nothing which is
   * typed meanwhile is lost; another one leaves at once, so that nothing is typed into it any more.
   */
  async function open(id: WorkspaceId, file?: string): Promise<void> {
    if (workspace.value) await leave(); // the first one is asked for at once, while the lesson is being drawn
    loading.value = true;
    error.value = null;
    try {
      if (workspace.value?.id === id) {
        await catchUp(file);
      } else {
        clear();
        await enter(await invoke('workspaces.open', id), file);
      }
    } catch (thrown) {
      error.value = toErrorData(thrown);
    } finally {
      loading.value = false;
    }
  }

  /** Opens text as a scratch workspace: "Try it" on a slide. */
  async function openScratch(file: string, text: string): Promise<Workspace> {
    const scratch = await invoke('workspaces.scratch', file, text);
    await leave();
    await enter(scratch, file);
    return scratch;
  }

  /** Brings what is open up to date with the disk: while nobody listened, changes from outside were not told. */
  async function catchUp(file?: string): Promise<void> {
    const id = requireId();
    await list();
    const there = new Set(workspace.value?.files.map(({ path }) => path));
    for (const path of [...drafts.keys()]) await compare(path, there.has(path));
    if (workspace.value?.id !== id) return;
    if (file !== undefined && file !== active.value && there.has(file)) await show(file);
  }

  function clear(): void {
    autosave = newAutosave(null);
    drafts.clear();
    workspace.value = null;
    tabs.value = [];
    active.value = null;
  }

  async function enter(opened: Workspace, file?: string): Promise<void> {
    autosave = newAutosave(opened.id);
    drafts.clear();
    workspace.value = opened;
    const editable = editableIn(opened);
    const before = tabsOf.get(opened.id);
    const kept = (before?.tabs ?? openingTabs(opened, editable)).filter((path) => editable.includes(path));
    tabs.value = kept;
    const first = file ?? before?.active ?? opened.open;
    active.value = null;
    if (editable.includes(first)) await show(first);
    else if (kept[0] !== undefined) await show(kept[0]);
  }

  /** Saves everything and remembers the tabs. The drafts stay until another workspace takes their place. */
  async function leave(): Promise<void> {
    if (!workspace.value) return;
    tabsOf.set(workspace.value.id, { tabs: tabs.value, active: active.value });
    await autosave.flush();
  }

  /** Brings a file to the front, reading it if it is not open yet. */
  async function show(path: string): Promise<void> {
    const id = workspace.value?.id;
    if (!id) return;
    if (!autosave.get(path)) {
      const text = await invoke('workspaces.read', id, path);
      if (workspace.value?.id !== id) return;
      if (!autosave.get(path)) autosave.open(text);
    }
    if (!tabs.value.includes(path)) tabs.value = [...tabs.value, path];
    active.value = path;
  }

  async function closeTab(path: string): Promise<void> {
    await autosave.save(path);
    const draft = autosave.get(path);
    if (draft && (draft.conflict ?? draft.error)) {
      active.value = path;
      return;
    }
    autosave.close(path);
    forgetTab(path);
    if (active.value === null && tabs.value[0] !== undefined) await show(tabs.value[0]);
  }

  function forgetTab(path: string): void {
    const at = tabs.value.indexOf(path);
    drafts.delete(path);
    tabs.value = tabs.value.filter((each) => each !== path);
    if (active.value !== path) return;
    active.value = null;
    const next = tabs.value[Math.min(at, tabs.value.length - 1)];
    if (next !== undefined) void show(next);
  }

  async function create(path: string): Promise<void> {
    const id = requireId();
    const made = await invoke('workspaces.save', id, path, '', null);
    await list();
    // Somebody made a file of this name in the meantime: showing it is all that is left to do.
    if (made.saved || made.disk) await show(path);
  }

  async function rename(from: string, to: string): Promise<void> {
    await autosave.save(from);
    const renamed = await invoke('workspaces.rename', requireId(), from, to);
    const wasActive = active.value === from;
    tabs.value = tabs.value.map((path) => (path === from ? to : path));
    autosave.close(from);
    workspace.value = renamed;
    if (wasActive) await show(to);
  }

  async function remove(path: string): Promise<void> {
    await autosave.save(path);
    const left = await invoke('workspaces.delete', requireId(), path);
    autosave.close(path);
    forgetTab(path);
    workspace.value = left;
    touch();
  }

  /** Puts the lab's first files back. What was there can be had again with `undoReset`. */
  const reset = (): Promise<void> => replaceFiles('workspaces.reset');
  const undoReset = (): Promise<void> => replaceFiles('workspaces.undoReset');

  async function replaceFiles(method: 'workspaces.reset' | 'workspaces.undoReset'): Promise<void> {
    await autosave.flush();
    const replaced = await invoke(method, requireId());
    workspace.value = replaced;
    for (const path of [...drafts.keys()]) {
      if (replaced.files.some((file) => file.path === path)) {
        autosave.open(await invoke('workspaces.read', replaced.id, path));
      } else {
        autosave.close(path);
      }
    }
    const editable = editableIn(replaced);
    tabs.value = [...new Set([...tabs.value, ...openingTabs(replaced, editable)])];
    dropMissingTabs();
    if (active.value === null) await show(replaced.open);
  }

  /** Reads the list of files again: their names, sizes and marks, not their text. */
  async function list(): Promise<void> {
    const id = workspace.value?.id;
    if (!id) return;
    const fresh = await invoke('workspaces.open', id);
    if (workspace.value?.id !== id) return;
    workspace.value = fresh;
    dropMissingTabs();
  }

  /** A tab whose file is gone closes, unless its text is open: that is a question for the learner. */
  function dropMissingTabs(): void {
    const there = new Set(workspace.value?.files.map((file) => file.path));
    tabs.value = tabs.value.filter((path) => there.has(path) || drafts.has(path));
  }

  async function changedOutside(change: WorkspaceChange): Promise<void> {
    const id = workspace.value?.id;
    if (change.id !== id) return;
    touch();
    if (autosave.get(change.path)) await compare(change.path, change.change !== 'removed');
    await list();
  }

  /** Holds an open file against the disk. A reading that a save of our own overtook is no news. */
  async function compare(path: string, isThere: boolean): Promise<void> {
    const id = requireId();
    const { version } = autosave.get(path) ?? {};
    const disk = isThere ? await invoke('workspaces.read', id, path) : null;
    if (workspace.value?.id === id && autosave.get(path)?.version === version) takeNews(path, disk);
  }

  /** An editor without unsaved text shows the file's new one: that is told, since the old one is an undo away. */
  function takeNews(path: string, disk: WorkspaceText | null): void {
    const before = autosave.get(path)?.text;
    autosave.disk(path, disk);
    const after = autosave.get(path)?.text;
    if (before !== after) notices.add('info', { kind: 'conflict', message: editorMessages.reloaded(path) });
  }

  function touch(): void {
    if (workspace.value) revisions.set(workspace.value.id, revision.value + 1);
  }

  function requireId(): WorkspaceId {
    if (workspace.value) return workspace.value.id;
    throw new TypeError('no workspace is open');
  }

  /** Follows changes that come from outside. Call the returned function to stop. */
  function listen(): () => void {
    return on('workspace.changed', (change) => void changedOutside(change));
  }

  return {
    workspace,
    error,
    loading,
    tabs,
    active,
    drafts,
    revision,
    activeDraft,
    unsaved,
    open,
    openScratch,
    leave,
    show,
    closeTab,
    create,
    rename,
    remove,
    reset,
    undoReset,
    listen,
    edit: (path: string, text: string) => autosave.edit(path, text),
    save: (path: string) => autosave.save(path),
    /** Saves everything; the files that could not be saved come back. */
    flush: () => autosave.flush(),
    keepMine: (path: string) => autosave.keepMine(path),
    takeTheirs: (path: string) => autosave.takeTheirs(path),
  };
});
