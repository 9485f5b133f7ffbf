import type { Component } from 'vue';
import {
  BookA,
  ChartNoAxesColumn,
  Container,
  FolderOpen,
  Info,
  Layers,
  Library,
  ListChecks,
  Maximize,
  Monitor,
  Moon,
  PackageOpen,
  RefreshCw,
  Repeat2,
  Settings,
  Sun,
  ZoomIn,
  ZoomOut,
} from '@lucide/vue';
import type { AppCommand } from '../../electron/shared/contract';
import type { Settings as AppSettings } from '../../electron/shared/settings';
import { messages } from '../ui/messages';

/** What the palette can run besides opening a hit. */
export type PaletteAction =
  | { readonly kind: 'command'; readonly command: AppCommand }
  | { readonly kind: 'theme'; readonly theme: AppSettings['theme'] }
  | { readonly kind: 'refresh-engines' };

/** A command as a line of the palette. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly icon: Component;
  readonly action: PaletteAction;
}

const text = messages.palette;

function command(name: AppCommand, icon: Component): PaletteCommand {
  return { id: name, label: text.command[name], icon, action: { kind: 'command', command: name } };
}

function theme(name: AppSettings['theme'], icon: Component): PaletteCommand {
  return { id: `theme-${name}`, label: text.themes[name], icon, action: { kind: 'theme', theme: name } };
}

export const paletteCommands: readonly PaletteCommand[] = [
  command('library', Library),
  command('dashboard', ChartNoAxesColumn),
  command('review', Repeat2),
  command('glossary', BookA),
  command('images', Layers),
  command('containers', Container),
  command('settings', Settings),
  command('rules', ListChecks),
  command('open-folder', FolderOpen),
  command('open-archive', PackageOpen),
  {
    id: 'refresh-engines',
    label: text.refreshEngines,
    icon: RefreshCw,
    action: { kind: 'refresh-engines' },
  },
  theme('light', Sun),
  theme('dark', Moon),
  theme('system', Monitor),
  command('zoom-in', ZoomIn),
  command('zoom-out', ZoomOut),
  command('zoom-reset', ZoomIn),
  command('full-screen', Maximize),
  command('about', Info),
];

/** The commands whose label has every word of the query, in any order, as the start of one of its words. */
export function matchCommands(query: string): readonly PaletteCommand[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return paletteCommands.filter(({ label }) => {
    const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}
