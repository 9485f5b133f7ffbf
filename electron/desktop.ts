/** The learner's desktop by Electron: dialogs of the system, its browser, file manager and clipboard. */
import { type BrowserWindow, type OpenDialogOptions, clipboard, dialog, shell } from 'electron';
import type { Desktop, FileType } from './handlers/desktop';
import { DrydockError } from './shared/errors';

/** Dialogs belong to the window that `window` returns, or stand alone where there is none. */
export function createDesktop(window: () => BrowserWindow | null): Desktop {
  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const chosen = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  return {
    chooseFolder: (title) => open({ title, properties: ['openDirectory'] }),
    chooseFile: (title, type) => open({ title, properties: ['openFile'], filters: filtersOf(type) }),
    async chooseTarget(title, suggested, type) {
      const options = { title, defaultPath: suggested, filters: filtersOf(type) };
      const parent = window();
      const chosen = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    async confirm({ question, detail, action }) {
      const options = {
        type: 'question' as const,
        message: question,
        detail,
        buttons: ['Cancel', action],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      };
      const parent = window();
      const chosen = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
      return chosen.response === 1;
    },
    async openInBrowser(url) {
      await shell.openExternal(url);
    },
    async openFolder(path) {
      const problem = await shell.openPath(path);
      if (problem === '') return;
      throw new DrydockError({
        kind: 'not-found',
        message: `The system could not show ${path}: ${problem}.`,
        remedy: 'Open the folder in your file manager by hand.',
      });
    },
    copy(text) {
      clipboard.writeText(text);
    },
  };
}

function filtersOf(type: FileType): { name: string; extensions: string[] }[] {
  return [{ name: type.name, extensions: [...type.extensions] }];
}
