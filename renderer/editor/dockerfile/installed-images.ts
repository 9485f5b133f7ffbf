import type { BaseImage } from '../../../electron/shared/dockerfile';
import type { HistoryEntry, ImageDetails } from '../../../electron/shared/engine/image';
import { invoke, on } from '../../api';

/** An image as the engine has it. */
export interface InstalledImage {
  readonly details: ImageDetails;
  readonly history: readonly HistoryEntry[];
}

/** Bytes up to which an image is opened for its users: Docker hands out a file of an image only by saving all of it. */
const largestOpened = 150 * 1024 ** 2;

const known = new Map<string, Promise<InstalledImage | null>>();
const users = new Map<string, Promise<readonly string[]>>();
let following = false;

/** What the chosen engine knows of an image; null when it has none of that name, or no engine answers. */
export function installedImage(reference: string): Promise<InstalledImage | null> {
  follow();
  const found = known.get(reference) ?? inspect(reference);
  known.set(reference, found);
  return found;
}

/**
 * The same as the language engine wants it, to judge a file that is built from the image.
 * @param withUsers whether its users are wanted: for these the image has to be opened.
 */
export async function installedBase(reference: string, withUsers: boolean): Promise<BaseImage | null> {
  const image = await installedImage(reference);
  if (!image) return null;
  const { config, platform, size } = image.details;
  return {
    env: config.env,
    platform,
    user: config.user,
    workdir: config.workingDir,
    ...(withUsers && size <= largestOpened && { users: await usersOf(reference) }),
    ...(config.shell && { shell: config.shell }),
  };
}

function usersOf(reference: string): Promise<readonly string[]> {
  const found = users.get(reference) ?? readUsers(reference);
  users.set(reference, found);
  return found;
}

async function readUsers(reference: string): Promise<readonly string[]> {
  try {
    const file = new TextDecoder().decode(await invoke('images.file', reference, '/etc/passwd', null));
    return file.split('\n').flatMap((line) => line.split(':')[0] || []);
  } catch {
    return []; // an image need not have that file
  }
}

async function inspect(reference: string): Promise<InstalledImage | null> {
  try {
    const [details, history] = await Promise.all([
      invoke('images.inspect', reference),
      invoke('images.history', reference),
    ]);
    return { details, history };
  } catch {
    return null; // not there, or nobody to ask: a hover has nothing to add then
  }
}

/** A build may make the image, and another engine may have another one of the same name. */
function follow(): void {
  if (following) return;
  following = true;
  for (const event of ['build.finished', 'engines.changed', 'settings.changed'] as const) {
    on(event, () => {
      known.clear();
      users.clear();
    });
  }
}
