/** The stage of a talk by Electron: screens, the slides' full screen, and the window with the notes. */
import { BrowserWindow, type Display, nativeTheme, powerSaveBlocker, screen } from 'electron';
import type { Stage } from './presentation';
import { pagePreferences } from './security';
import type { DisplayInfo } from './shared/presentation/model';
import { focusWindow, surface } from './window';
import { placeWindow } from './window-state';

/** What the stage is made from. */
export interface StageOptions {
  /** The window the audience sees; null while there is none. */
  readonly slides: () => BrowserWindow | null;
  /** Address of the page with the notes. */
  readonly url: string;
  readonly preload: string;
  readonly log: (line: string) => void;
}

/** The stage, and the window on it that is ours to answer. */
export interface ElectronStage extends Stage {
  presenter(): BrowserWindow | null;
}

const presenterSize = { width: 1180, height: 760 } as const;

/** Makes the stage. Call after the app is ready. */
export function createStage({ slides, url, preload, log }: StageOptions): ElectronStage {
  let presenter: BrowserWindow | null = null;
  let before: { readonly bounds: Electron.Rectangle; readonly fullScreen: boolean } | null = null;
  let awake: number | null = null;

  const stayAwake = (on: boolean): void => {
    if (on === (awake !== null)) return;
    if (awake !== null) powerSaveBlocker.stop(awake);
    awake = on ? powerSaveBlocker.start('prevent-display-sleep') : null;
  };

  return {
    presenter: () => presenter,
    displays: () => audienceFirst(screen.getAllDisplays(), screen.getPrimaryDisplay().id).map(infoOf),
    onDisplays(listener) {
      screen.on('display-added', listener);
      screen.on('display-removed', listener);
      return () => {
        screen.off('display-added', listener);
        screen.off('display-removed', listener);
      };
    },
    showSlides(id) {
      const window = slides();
      if (window === null || window.isDestroyed()) return;
      const display = screen.getAllDisplays().find((each) => each.id === id);
      if (display) before ??= { bounds: window.getNormalBounds(), fullScreen: window.isFullScreen() };
      const target = display ? { bounds: display.bounds, fullScreen: true } : before;
      if (!display) before = null;
      if (target) moveTo(window, target);
    },
    openPresenter(slidesOn, onClosed) {
      stayAwake(true);
      if (presenter !== null) {
        focusWindow(presenter);
        return;
      }
      const others = screen.getAllDisplays().filter(({ id }) => id !== slidesOn);
      const opened = new BrowserWindow({
        ...placeWindow(
          null,
          others.map(({ workArea }) => workArea),
          presenterSize,
        ),
        minWidth: 640,
        minHeight: 420,
        show: false,
        title: 'Drydock',
        backgroundColor: nativeTheme.shouldUseDarkColors ? surface.dark : surface.light,
        webPreferences: { ...pagePreferences, preload },
      });
      presenter = opened;
      opened.removeMenu(); // its keys would command the other window
      opened.once('ready-to-show', () => opened.show());
      opened.on('closed', () => {
        presenter = null;
        onClosed();
      });
      opened
        .loadURL(url)
        .catch((error: unknown) => log(`the presenter page was not loaded: ${String(error)}`));
    },
    closePresenter() {
      stayAwake(false);
      presenter?.close();
    },
  };
}

/** A window that fills a screen cannot be moved, so it leaves it first; on macOS that takes a moment. */
function moveTo(
  window: BrowserWindow,
  target: { readonly bounds: Electron.Rectangle; readonly fullScreen: boolean },
): void {
  const move = (): void => {
    if (window.isDestroyed()) return;
    window.setBounds(target.bounds);
    window.setFullScreen(target.fullScreen);
  };
  if (!window.isFullScreen()) return move();
  window.once('leave-full-screen', move);
  window.setFullScreen(false);
}

/** A talk takes a screen that was plugged in before the one the learner works on. */
function audienceFirst(displays: readonly Display[], primary: number): readonly Display[] {
  return [...displays].sort((a, b) => Number(a.id === primary) - Number(b.id === primary));
}

function infoOf({ id, label, bounds }: Display, index: number): DisplayInfo {
  return { id, name: label || `Screen ${index + 1}`, width: bounds.width, height: bounds.height };
}
