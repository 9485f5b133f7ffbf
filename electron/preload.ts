/** Puts `window.drydock` into the page: fixed methods and events of the contract, and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { eventChannel, methodChannel } from './shared/channels';
import type { Bridge } from './shared/contract';
import { eventNames, methodNames } from './shared/contract.names';

const methods: ReadonlySet<string> = new Set(methodNames);
const events: ReadonlySet<string> = new Set(eventNames);

const bridge: Bridge = {
  invoke(method, ...args) {
    if (!methods.has(method)) return Promise.reject(new TypeError('window.drydock has no such method'));
    return ipcRenderer.invoke(methodChannel(method), ...args);
  },
  on(event, listener) {
    if (!events.has(event)) throw new TypeError('window.drydock has no such event');
    const channel = eventChannel(event);
    // The event object stays here: it would hand the page `sender`, and with it all of ipcRenderer.
    const receive = (_event: unknown, payload: Parameters<typeof listener>[0]) => {
      listener(payload);
    };
    ipcRenderer.on(channel, receive);
    return () => {
      ipcRenderer.off(channel, receive);
    };
  },
  pathForFile(file) {
    return webUtilsOrNone ? webUtilsOrNone.getPathForFile(file as File) : ((file as LegacyFile).path ?? '');
  },
};

/** Before Electron 32 a dropped file had its path as a property, and `webUtils` did not exist before 29. */
type LegacyFile = { readonly path?: string };
type File = Parameters<typeof webUtils.getPathForFile>[0];
const webUtilsOrNone: typeof webUtils | undefined = webUtils;

contextBridge.exposeInMainWorld('drydock', Object.freeze(bridge));
