import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { atomicWrite } from './storage/atomic-write';

/** A rectangle on the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const length = z.number().int().min(-100_000).max(100_000);
const stateSchema = z.object({
  bounds: z.object({ x: length, y: length, width: length, height: length }),
  maximised: z.boolean(),
  fullScreen: z.boolean(),
});

/** How the window was left: its bounds when neither maximised nor full screen, and which of these it was. */
export type WindowState = z.infer<typeof stateSchema>;

/** Smallest size at which every view can be used. */
export const smallest = { width: 800, height: 560 } as const;
const preferred = { width: 1360, height: 880 } as const;

/** The state of the last run, or null where there is none that can be used. Never throws: it is only a convenience. */
export function readWindowState(file: string): WindowState | null {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // first run, or not readable: the window opens at its usual place
  }
}

/** Saves the state. @throws DrydockError `storage`. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await atomicWrite(file, `${JSON.stringify(state)}\n`);
}

/**
 * Where to open the window: where it was, if its title bar can be reached on one of the displays there are now, and
 * no larger than that display; otherwise in the middle of the first.
 *
 * @param displays Work areas, the primary one first.
 * @param wanted Size of a window that was never open before.
 */
export function placeWindow(
  saved: Rectangle | null,
  displays: readonly Rectangle[],
  wanted: { readonly width: number; readonly height: number } = preferred,
): Rectangle {
  const primary = displays[0] ?? { x: 0, y: 0, ...wanted };
  if (saved === null) return centred(wanted, primary);
  for (const area of displays) {
    const fitted = { x: saved.x, y: saved.y, ...fit(saved, area) };
    if (canReachTitle(fitted, area)) return fitted;
  }
  return centred(saved, primary);
}

/** Whether enough of the title bar to drag the window by lies in the area. */
function canReachTitle(window: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= 120 && window.y >= area.y && window.y <= area.y + area.height - 40;
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fit(size, area);
  const x = area.x + Math.max(0, Math.round((area.width - width) / 2));
  const y = area.y + Math.max(0, Math.round((area.height - height) / 2));
  return { x, y, width, height };
}

/** At most the area, at least the smallest size; on a display smaller than that the smallest size wins. */
function fit(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(smallest.width, Math.min(size.width, area.width)),
    height: Math.max(smallest.height, Math.min(size.height, area.height)),
  };
}
