/** The desktop around the window: its menu, and the dialogs of the system, which a test answers in advance. */
import type { ElectronApplication } from 'playwright/test';

/** Chooses an entry of the application menu, as a click or its key would. */
export function choose(app: ElectronApplication, menu: string, entry: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, [inMenu, label]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find((item) => item.label === inMenu)
        ?.submenu?.items.find((item) => item.label === label);
      if (!found) throw new Error(`no ${label} in ${inMenu}`);
      found.click();
    },
    [menu, entry] as const,
  );
}

/** Answers every message box with the button of that number, and keeps what they say for {@link said}. */
export function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate(({ dialog }, button) => {
    const messages: string[] = [];
    Object.assign(globalThis, { said: messages });
    dialog.showMessageBox = (async (_window: unknown, { message }: { message: string }) => {
      messages.push(message);
      return { response: button, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  }, response);
}

/** What message boxes said since they are answered. */
export function said(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** Answers every dialog that asks for a file or folder, to open or to save, with that path. */
export function answerPaths(app: ElectronApplication, path: string): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
}
