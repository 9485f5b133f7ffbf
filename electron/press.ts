/** The printing press by Electron: a hidden window with the printing page, and the PDF it makes. */
import { BrowserWindow } from 'electron';
import type { Press } from './printing';
import { pagePreferences } from './security';

/** What the press is made from. */
export interface PressOptions {
  /** Address of the printing page. */
  readonly url: string;
  readonly preload: string;
  readonly log: (line: string) => void;
}

/** The press, and the window in it that is ours to answer. */
export interface ElectronPress extends Press {
  window(): BrowserWindow | null;
}

/** Makes the press. Its window is there only while something is printed. */
export function createPress({ url, preload, log }: PressOptions): ElectronPress {
  let window: BrowserWindow | null = null;
  return {
    window: () => window,
    open(onGone) {
      const opened = new BrowserWindow({
        show: false,
        width: 1280,
        height: 720,
        webPreferences: { ...pagePreferences, preload, backgroundThrottling: false },
      });
      window = opened;
      opened.webContents.on('render-process-gone', onGone);
      opened.on('closed', () => {
        if (window === opened) window = null;
      });
      opened.loadURL(url).catch((error: unknown) => {
        log(`the printing page was not loaded: ${String(error)}`);
        onGone();
      });
      return {
        pdf: ({ width, height }) =>
          opened.webContents.printToPDF({
            pageSize: { width, height },
            margins: { top: 0, bottom: 0, left: 0, right: 0 },
            printBackground: true,
          }),
        close: () => opened.destroy(),
      };
    },
  };
}
