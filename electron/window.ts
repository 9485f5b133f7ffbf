/** The one window: where it opens, how it looks before the page does, and what happens when its page fails. */
import { BrowserWindow, type Event, dialog, nativeTheme, screen } from 'electron';
import { pagePreferences } from './security';
import { previewPath } from './shared/engine/preview';
import type { Settings } from './shared/settings';
import { type WindowState, placeWindow, readWindowState, smallest, writeWindowState } from './window-state';

/** What the window is made from. */
export interface WindowOptions {
  /** The page's address. */
  readonly url: string;
  readonly preload: string;
  /** File that remembers where the window was. */
  readonly stateFile: string;
  readonly settings: Settings;
  readonly log: (line: string) => void;
}

/** The page's surface in renderer/ui/tokens.css, so that the window has its colour before the first paint. */
export const surface = { light: '#f6f5f1', dark: '#12191d' } as const;

/** Milliseconds after the last move before the place is saved. */
const saveDelay = 500;

/** Opens the window and starts loading the page; it appears when it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const saved = readWindowState(options.stateFile);
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(saved?.bounds ?? null, displays),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Drydock',
    backgroundColor: nativeTheme.shouldUseDarkColors ? surface.dark : surface.light,
    webPreferences: { ...pagePreferences, preload: options.preload, zoomFactor: options.settings.zoom },
  });
  if (saved?.maximised) window.maximize();
  if (saved?.fullScreen) window.setFullScreen(true);
  window.once('ready-to-show', () => {
    window.show();
  });
  rememberPlace(window, options);
  recoverFromCrash(window, options.log);
  window.loadURL(options.url).catch((error: unknown) => {
    options.log(`the page was not loaded: ${String(error)}`);
  });
  return window;
}

/** Brings the window to the front, whatever state it is in. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Theme and zoom as the settings have them. */
export function applySettings(window: BrowserWindow | null, settings: Settings): void {
  if (nativeTheme.themeSource !== settings.theme) nativeTheme.themeSource = settings.theme;
  if (window && window.webContents.getZoomFactor() !== settings.zoom) {
    window.webContents.setZoomFactor(settings.zoom);
  }
}

/** Calls back whenever the window must change between light and dark, and keeps its background in step. */
export function onTheme(window: () => BrowserWindow | null, listener: (dark: boolean) => void): void {
  nativeTheme.on('updated', () => {
    const dark = nativeTheme.shouldUseDarkColors;
    window()?.setBackgroundColor(dark ? surface.dark : surface.light);
    listener(dark);
  });
}

/** Calls back whenever a frame with a preview shows another page: the page around it cannot see that. */
export function onPreviewNavigated(
  window: BrowserWindow,
  listener: (shown: { preview: string; path: string; status: number }) => void,
): void {
  window.webContents.on('did-frame-navigate', (_event, url, status, _text, isMainFrame) => {
    const shown = isMainFrame ? null : previewPath(url);
    if (shown) listener({ ...shown, status });
  });
}

function rememberPlace(window: BrowserWindow, { stateFile, log }: WindowOptions): void {
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  const save = () => {
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximised: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    };
    if (JSON.stringify(state) === last) return;
    last = JSON.stringify(state);
    writeWindowState(stateFile, state).catch((error: unknown) => {
      log(`the window's place was not saved: ${String(error)}`);
    });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelay);
  };
  window.on('resize', later).on('move', later);
  window.on('maximize', later).on('unmaximize', later);
  window.on('enter-full-screen', later).on('leave-full-screen', later);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

/** Everything the learner did is on the disk by then, so a page that failed or hangs can simply be loaded again. */
function recoverFromCrash(window: BrowserWindow, log: (line: string) => void): void {
  const offer = async (message: string, other: 'Quit' | 'Wait'): Promise<boolean> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message,
      detail: 'Your files and your progress are saved.',
      buttons: ['Load the page again', other],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  };
  let ended: 'unasked' | 'to load again' = 'unasked';
  window.webContents.on('render-process-gone', (_event: Event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the page's process ended: ${reason}, code ${exitCode}`);
    if (ended === 'to load again') {
      ended = 'unasked';
      window.webContents.reload();
      return;
    }
    void offer(`The page of Drydock stopped working (${reason}).`, 'Quit').then((again) => {
      if (window.isDestroyed()) return;
      if (again) window.webContents.reload();
      else window.close();
    });
  });
  let asking = false;
  window.on('unresponsive', () => {
    if (asking) return;
    asking = true;
    log('the page does not respond');
    void offer('The page of Drydock does not respond.', 'Wait').then((again) => {
      asking = false;
      if (!again || window.isDestroyed()) return;
      ended = 'to load again';
      window.webContents.forcefullyCrashRenderer(); // a page in an endless loop cannot be loaded again otherwise
    });
  });
}
