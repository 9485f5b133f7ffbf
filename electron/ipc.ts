/** The IPC of the main process: one wrapper for every channel, and the events to our windows. */
import { type IpcMainInvokeEvent, type WebContents, ipcMain } from 'electron';
import type { Request } from './ipc/answer';
import type { Home } from './ipc/sender';
import { type WindowKind, mayHear } from './ipc/windows';
import { eventChannel, methodChannel } from './shared/channels';
import type { EventName, Events, Handlers } from './shared/contract';
import { methodNames } from './shared/contract.names';

/** A window of ours. */
export interface OurWindow {
  readonly kind: WindowKind;
  readonly contents: WebContents;
}

/** What the IPC needs from the rest of the app. */
export interface IpcOptions {
  /** The contents of the windows of ours that are open. */
  readonly windows: () => readonly OurWindow[];
  readonly homes: readonly Home[];
  readonly handlers: () => Promise<Handlers>;
  readonly log: (line: string) => void;
}

/** The running IPC. */
export interface Ipc {
  /** Sends an event to every window that it is for. */
  emit<E extends EventName>(event: E, payload: Events[E]): void;
  /** Resolves when no request is being answered any more, or after `timeoutMs`. For quitting. */
  settled(timeoutMs: number): Promise<void>;
}

/** Listens on one channel for each method of the contract. */
export function startIpc(options: IpcOptions): Ipc {
  const running = new Set<Promise<unknown>>();
  for (const method of methodNames) {
    ipcMain.handle(methodChannel(method), (event, ...args: unknown[]) => {
      const reply = answered({ method, sender: senderOf(event, options.windows()), args }, options);
      running.add(reply);
      void reply.finally(() => running.delete(reply));
      return reply;
    });
  }
  return {
    emit(event, payload) {
      for (const { kind, contents } of options.windows()) {
        if (mayHear(kind, event) && !contents.isDestroyed()) contents.send(eventChannel(event), payload);
      }
    },
    async settled(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      const idle = async () => {
        while (running.size > 0) await Promise.all(running);
      };
      await Promise.race([idle(), timeout]);
      clearTimeout(timer);
    },
  };
}

/** The schemas of all arguments are most of the code of this folder, and nobody asks before there is a window. */
async function answered(request: Request, options: IpcOptions): Promise<unknown> {
  return (await import('./ipc/answer')).answer(request, options);
}

/** `senderFrame` is null when the frame navigated away or was destroyed since. */
function senderOf(event: IpcMainInvokeEvent, windows: readonly OurWindow[]) {
  const frame: typeof event.senderFrame | undefined = event.senderFrame;
  return {
    window: windows.find(({ contents }) => contents === event.sender)?.kind ?? null,
    frameUrl: frame?.url ?? null,
    mainFrame: frame !== null && frame.parent === null,
  };
}
