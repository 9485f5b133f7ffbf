import type { WindowKind } from './windows';

/** What the main process knows of who sent a request. */
export interface Sender {
  /** Which of our windows' web contents sent it; null for any other. */
  readonly window: WindowKind | null;
  /** Address of the frame that sent it; null when the frame is gone or is not known. */
  readonly frameUrl: string | null;
  /** Whether that frame is the window's main frame. */
  readonly mainFrame: boolean;
}

/** Where the app's pages come from. */
export interface Home {
  readonly protocol: string;
  readonly host: string;
}

/** The custom scheme that everything is loaded from. */
export const appHome: Home = { protocol: 'app:', host: 'drydock' };

/**
 * Whether an address is one of ours. Protocol and host are compared, because the origin of a custom scheme is the
 * string "null" in Node's URL, and so would equal any other custom scheme's.
 */
export function isHome(url: string, homes: readonly Home[]): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false; // not an address: not ours
  }
  return homes.some(({ protocol, host }) => parsed.protocol === protocol && parsed.host === host);
}

/** Validates the sender of an IPC message (Electron's security checklist, item 17): a window of ours, its main frame, at home. */
export function isTrusted(
  sender: Sender,
  homes: readonly Home[],
): sender is Sender & { readonly window: WindowKind } {
  return (
    sender.window !== null && sender.mainFrame && sender.frameUrl !== null && isHome(sender.frameUrl, homes)
  );
}
