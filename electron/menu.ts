/** The application menu by Electron. What is in it is in menu-template.ts. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type MenuEntry, menuTemplate } from './menu-template';
import type { AppCommand } from './shared/contract';

/** Electron makes a menu of its own when the app is ready, unless there is one or none by then: work for nothing. */
export function preventDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}

/** Sets the menu; `run` carries out what is chosen. */
export function setMenu(packaged: boolean, run: (command: AppCommand) => void): void {
  const item = (entry: MenuEntry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' };
    if ('role' in entry) return { role: entry.role as NonNullable<MenuItemConstructorOptions['role']> };
    if ('entries' in entry) return { label: entry.label, submenu: entry.entries.map(item) };
    const { label, command, key } = entry;
    const click = () => {
      run(command);
    };
    return { label, click, ...(key === undefined ? {} : { accelerator: key }) };
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, packaged).map(item)));
}
