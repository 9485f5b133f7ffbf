/**
 * The rules of the window, one function each, citing the item of Electron's security checklist
 * (docs/tutorial/security.md) it is the place of. What a page may load is in protocol/headers.ts, who may speak over
 * IPC in ipc/sender.ts, the window's own switches in window.ts, the fuses (item 19) in build/package/.
 */
import { type App, type Session, type WebContents, type WebPreferences, app } from 'electron';
import { type Home, isHome } from './ipc/sender';
import { previewPath } from './shared/engine/preview';

/** Switches of every page (items 2, 3, 4, 6, 8, 9, 11): written out, so that no default of a version decides them. */
export const pagePreferences = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  /** On Linux and Windows the spell checker fetches its dictionaries from the network. */
  spellcheck: false,
} as const satisfies WebPreferences;

/**
 * Why the app must not start, or null (item 4). Chromium has no sandbox for root, and a switch can turn it off for
 * anyone; course content is never shown without it.
 */
export function sandboxObstacle(
  uid: number | undefined,
  hasSwitch: (name: string) => boolean,
): string | null {
  if (uid === 0 && process.platform === 'linux') {
    return 'Drydock does not run as root, because the browser engine has no sandbox then: start it as an ordinary user (npm start does that by itself).';
  }
  if (hasSwitch('no-sandbox') || hasSwitch('disable-setuid-sandbox')) {
    return 'Drydock does not run without its sandbox: start it without --no-sandbox.';
  }
  return null;
}

/** Sandboxes every page, whatever its own switches say (item 4). Call before the app is ready. */
export function enforceSandbox(): void {
  app.enableSandbox();
}

/** Applies the rules below to every page that is ever made, also one that a later version makes by mistake. */
export function guardEveryPage(target: App, homes: readonly Home[], log: (line: string) => void): void {
  target.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents, homes, log);
    denyWindows(contents, log);
    denyWebviews(contents, log);
  });
}

/**
 * No page leaves home, by link, script, form or redirect (item 13). A frame may show a preview: pages of a container of
 * ours, by a scheme of their own, which reach nothing else (previews/headers.ts).
 */
function denyNavigation(contents: WebContents, homes: readonly Home[], log: (line: string) => void): void {
  const deny = (
    event: { preventDefault: () => void; url?: string; isMainFrame?: boolean },
    legacyUrl?: unknown,
  ) => {
    const url = event.url ?? String(legacyUrl); // the address moved into the event object in Electron 24
    if (isHome(url, homes)) return;
    if (event.isMainFrame === false && previewPath(url) !== null) return;
    event.preventDefault();
    log(`denied navigation to ${url}`);
  };
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-redirect', deny);
}

/** No page opens windows (item 14). Links are opened by the learner, through `app.openExternal`. */
function denyWindows(contents: WebContents, log: (line: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    log(`denied a new window for ${url}`);
    return { action: 'deny' };
  });
}

/** No page embeds another with its own switches (item 12). */
function denyWebviews(contents: WebContents, log: (line: string) => void): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log('denied a webview');
  });
}

/** Pages are granted nothing but writing plain text to the clipboard (item 5). */
export function denyPermissions(session: Session): void {
  const granted = 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === granted);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === granted);
  session.setDevicePermissionHandler(() => false);
}

/**
 * No page reaches the network or the file system by address, even if its policy had a hole (items 1, 7 and 18).
 * `allowed` is the development server's host, if there is one.
 */
export function denyNetwork(session: Session, allowed: string | null, log: (line: string) => void): void {
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];
  session.webRequest.onBeforeRequest({ urls }, ({ url }, decide) => {
    const cancel = allowed === null || new URL(url).host !== allowed;
    if (cancel) log(`denied a request to ${url}`);
    decide({ cancel });
  });
}

/** Nothing is downloaded: a page cannot put files on the disk. */
export function denyDownloads(session: Session, log: (line: string) => void): void {
  session.on('will-download', (event, item) => {
    event.preventDefault();
    log(`denied a download from ${item.getURL()}`);
  });
}

/**
 * The host to name to the learner before an address is opened outside the app, or null where it is never opened
 * (item 15): only https, without credentials that would disguise the host.
 */
export function externalHost(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null; // not an address
  }
  const plain = parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '';
  return plain ? parsed.host : null;
}
