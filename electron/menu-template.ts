import type { AppCommand } from './shared/contract';

/** One entry of a menu: a command of ours, a role of Electron's, a line, or a menu of its own. */
export type MenuEntry =
  | { readonly label: string; readonly command: AppCommand; readonly key?: string }
  | { readonly role: string }
  | 'separator'
  | { readonly label: string; readonly entries: readonly MenuEntry[] };

const line = 'separator' as const;

/**
 * The application menu by each platform's conventions: on macOS an app menu with settings and quit, a window menu, and
 * "about" there; elsewhere settings and quit under File and "about" under Help. Keys are Electron accelerators.
 */
export function menuTemplate(platform: NodeJS.Platform, packaged: boolean): readonly MenuEntry[] {
  const mac = platform === 'darwin';
  const settings: MenuEntry = { label: 'Settings…', command: 'settings', key: 'CmdOrCtrl+,' };
  const about: MenuEntry = { label: 'About Drydock', command: 'about' };
  const appMenu: MenuEntry = {
    label: 'Drydock',
    entries: [
      about,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: 'File',
      entries: [
        { label: 'Open Course Folder…', command: 'open-folder', key: 'CmdOrCtrl+O' },
        { label: 'Open Course Zip…', command: 'open-archive', key: 'CmdOrCtrl+Shift+O' },
        line,
        { label: 'Save', command: 'save', key: 'CmdOrCtrl+S' },
        line,
        ...(mac ? ([{ role: 'close' }] as const) : ([settings, line, { role: 'quit' }] as const)),
      ],
    },
    {
      label: 'Edit',
      entries: [
        { role: 'undo' },
        { role: 'redo' },
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      entries: [
        { label: 'Search…', command: 'search', key: 'CmdOrCtrl+K' },
        { label: 'Library', command: 'library', key: 'CmdOrCtrl+Shift+L' },
        { label: 'Dashboard', command: 'dashboard', key: 'CmdOrCtrl+Shift+D' },
        { label: 'Images', command: 'images' },
        { label: 'Containers', command: 'containers' },
        { label: 'Review', command: 'review' },
        { label: 'Glossary', command: 'glossary' },
        line,
        { label: 'Toggle Slides', command: 'toggle-deck', key: 'CmdOrCtrl+Alt+1' },
        { label: 'Toggle Steps', command: 'toggle-steps', key: 'CmdOrCtrl+Alt+2' },
        { label: 'Toggle Bottom Panel', command: 'toggle-panel', key: 'CmdOrCtrl+J' },
        line,
        { label: 'Zoom In', command: 'zoom-in', key: 'CmdOrCtrl+Plus' },
        { label: 'Zoom Out', command: 'zoom-out', key: 'CmdOrCtrl+-' },
        { label: 'Actual Size', command: 'zoom-reset', key: 'CmdOrCtrl+0' },
        line,
        { label: 'Full Screen', command: 'full-screen', key: mac ? 'Ctrl+Cmd+F' : 'F11' },
        ...(packaged ? [] : ([line, { role: 'toggleDevTools' }] as const)),
      ],
    },
    {
      label: 'Build',
      entries: [
        { label: 'Build Image', command: 'build', key: 'CmdOrCtrl+Shift+B' },
        { label: 'Cancel Build', command: 'cancel-build', key: 'CmdOrCtrl+Shift+.' },
        line,
        { label: 'Check Step', command: 'check', key: 'CmdOrCtrl+Enter' },
      ],
    },
    mac
      ? { label: 'Window', entries: [{ role: 'minimize' }, { role: 'zoom' }, line, { role: 'front' }] }
      : { label: 'Help', entries: [about] },
  ];
}
