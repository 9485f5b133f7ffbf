import { defineStore } from 'pinia';
import { markRaw, shallowReactive } from 'vue';
import type { ContainerOrder } from '../../electron/shared/engine/methods';
import { toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import { terminalMessages } from '../terminal/messages';
import { Screen } from '../terminal/screen';
import type { TerminalKey } from '../terminal/keys';
import { loadXterm } from '../terminal/xterm';
import { useAppStore } from './app';
import { useEnginesStore } from './engines';
import { useNoticesStore } from './notices';
import { useSettingsStore } from './settings';

/** A terminal that is or was open on a container. */
export interface OpenTerminal {
  readonly key: number;
  readonly container: string;
  /** The engine that has the container. */
  readonly engine: string | undefined;
  readonly title: string;
  readonly state: 'opening' | 'open' | 'ended' | 'failed';
  readonly exitCode: number | null;
  readonly error: ErrorData | null;
  readonly screen: Screen | null;
}

/** Bytes after which the main process is told that they were shown. */
const SHOWN_STEP = 64 * 1024;
/** The size of a terminal that is in no view yet. */
const FIRST_SIZE = { columns: 80, rows: 24 };

/** The terminals of this window. They outlive the views that show them. */
export const useTerminalsStore = defineStore('terminals', () => {
  const app = useAppStore();
  const engines = useEnginesStore();
  const settings = useSettingsStore();
  const notices = useNoticesStore();
  const terminals = shallowReactive<OpenTerminal[]>([]);
  /** Ids in the main process, by key. */
  const ids = new Map<number, string>();
  const keyListeners = new Map<number, (key: TerminalKey) => void>();
  /** Output and ends that came before it was known whose they are. */
  const early = new Map<string, { data: Uint8Array[]; ended: { exitCode: number | null } | null }>();
  const shownBytes = new Map<string, number>();
  let listening = false;
  let lastKey = 0;
  let size = FIRST_SIZE;

  const look = () => ({
    fontSize: Math.max(10, (settings.settings?.editorFontSize ?? 14) - 1),
    screenReader: settings.settings?.screenReader ?? false,
  });

  function of(container: string): readonly OpenTerminal[] {
    return terminals.filter((terminal) => terminal.container === container);
  }

  function change(key: number, patch: Partial<OpenTerminal>): void {
    const at = terminals.findIndex((terminal) => terminal.key === key);
    const before = terminals[at];
    if (before) terminals[at] = { ...before, ...patch };
  }

  function add(container: string, title: string): number {
    const key = ++lastKey;
    const engine = engines.current?.id;
    terminals.push({
      ...{ key, container, engine, title },
      ...{ state: 'opening', exitCode: null, error: null, screen: null },
    });
    return key;
  }

  async function makeScreen(key: number): Promise<Screen> {
    const listener = {
      onTyped: (text: string) => send(key, (id) => invoke('terminals.write', id, text)),
      onResized: (columns: number, rows: number) => {
        size = { columns, rows };
        send(key, (id) => invoke('terminals.resize', id, columns, rows));
      },
      onKey: (pressed: TerminalKey) => keyListeners.get(key)?.(pressed),
      onLink: (url: string) => void notices.attempt(() => invoke('app.openExternal', url)),
    };
    const screen = markRaw(new Screen(await loadXterm(), listener, look(), app.info?.platform === 'darwin'));
    change(key, { screen });
    return screen;
  }

  function send(key: number, sending: (id: string) => Promise<void>): void {
    const id = ids.get(key);
    if (id !== undefined) void notices.attempt(() => sending(id));
  }

  function listen(): void {
    if (listening) return;
    listening = true;
    on('terminal.output', ({ terminal, data }) => {
      const open = byId(terminal);
      if (open) show(terminal, open, data);
      else remember(terminal).data.push(data);
    });
    on('terminal.ended', ({ terminal, exitCode }) => {
      const open = byId(terminal);
      if (open) end(open.key, exitCode);
      else remember(terminal).ended = { exitCode };
    });
  }

  function byId(id: string): OpenTerminal | undefined {
    return terminals.find(({ key }) => ids.get(key) === id);
  }

  function remember(id: string) {
    const known = early.get(id) ?? { data: [], ended: null };
    early.set(id, known);
    return known;
  }

  function show(id: string, { screen }: OpenTerminal, data: Uint8Array): void {
    screen?.write(data, () => {
      const shown = (shownBytes.get(id) ?? 0) + data.length;
      shownBytes.set(id, shown < SHOWN_STEP ? shown : 0);
      if (shown >= SHOWN_STEP) void notices.attempt(() => invoke('terminals.shown', id, shown));
    });
  }

  function end(key: number, exitCode: number | null): void {
    ids.delete(key);
    const open = terminals.find((terminal) => terminal.key === key);
    open?.screen?.write(`\r\n\u001b[2m${terminalMessages.ended(exitCode)}\u001b[0m\r\n`);
    change(key, { state: 'ended', exitCode });
  }

  /** The main process's terminal belongs to this one: what came before is shown now. */
  function claim(key: number, id: string): void {
    ids.set(key, id);
    change(key, { state: 'open' });
    const open = byId(id);
    const before = early.get(id);
    early.delete(id);
    if (!open) return void notices.attempt(() => invoke('terminals.close', id)); // closed meanwhile
    for (const data of before?.data ?? []) show(id, open, data);
    if (before?.ended) end(key, before.ended.exitCode);
    else send(key, (now) => invoke('terminals.resize', now, size.columns, size.rows));
  }

  /** Starts a further process in a container, a shell by default, or joins its first one. */
  async function open(container: string, how: 'exec' | 'attach' = 'exec'): Promise<void> {
    listen();
    const shells = of(container).filter(({ title }) => title !== terminalMessages.attach).length;
    const key = add(
      container,
      how === 'attach' ? terminalMessages.attach : terminalMessages.exec(shells + 1),
    );
    try {
      await makeScreen(key);
      claim(key, await invoke('terminals.open', { container, kind: how, ...size }));
    } catch (thrown) {
      change(key, { state: 'failed', error: toErrorData(thrown) });
    }
  }

  /** Runs a container with a terminal on its first process, and gives its id. Throws what running throws. */
  async function run(workspace: WorkspaceId, order: ContainerOrder): Promise<string> {
    listen();
    const key = add('', terminalMessages.attach);
    try {
      await makeScreen(key);
      const { container, terminal } = await invoke('terminals.run', workspace, order, size);
      change(key, { container });
      claim(key, terminal);
      return container;
    } catch (thrown) {
      close(key);
      throw thrown;
    }
  }

  function close(key: number): void {
    const at = terminals.findIndex((terminal) => terminal.key === key);
    if (at < 0) return;
    send(key, (id) => invoke('terminals.close', id));
    ids.delete(key);
    keyListeners.delete(key);
    terminals[at]?.screen?.dispose();
    terminals.splice(at, 1);
  }

  /** Lets go of the terminals of containers that are gone from an engine; those of another engine stay. */
  function keepOnly(containers: ReadonlySet<string>, on: string | undefined): void {
    for (const { key, container, engine, state } of [...terminals]) {
      if (engine === on && state !== 'opening' && container && !containers.has(container)) close(key);
    }
  }

  /** Whoever shows a terminal is told its keys; null when it does not any more. */
  function hearKeys(key: number, listener: ((pressed: TerminalKey) => void) | null): void {
    if (listener) keyListeners.set(key, listener);
    else keyListeners.delete(key);
  }

  /** Puts theme and settings on. */
  function dress(): void {
    for (const { screen } of terminals) screen?.dress(look());
  }

  return { terminals, of, open, run, close, keepOnly, hearKeys, dress };
});
