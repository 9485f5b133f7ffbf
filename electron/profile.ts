import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ErrorData } from './shared/errors';
import { storageError } from './storage/storage-error';

/** The folders and files of one learner on this machine. */
export interface Profile {
  readonly folder: string;
  readonly settings: string;
  readonly windowState: string;
  readonly log: string;
  readonly progress: string;
  /** The key that signs certificates; never exported. */
  readonly signingKey: string;
  readonly workspaces: string;
  readonly builds: string;
  readonly courses: string;
  /** Images, build cache and saved state of the embedded engine. */
  readonly engine: string;
  /** What was read of courses, kept for the next start. May be deleted at any time. */
  readonly courseCache: string;
}

/** Where Electron keeps the profile of an app called Drydock (app.getPath('userData')). */
export function defaultProfile(): string {
  const name = 'Drydock';
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), name);
}

/** The places below a profile folder. */
export function profileAt(folder: string): Profile {
  return {
    folder,
    settings: join(folder, 'settings.json'),
    windowState: join(folder, 'window.json'),
    log: join(folder, 'logs/drydock.log'),
    progress: join(folder, 'progress'),
    signingKey: join(folder, 'keys/certificate.pem'),
    workspaces: join(folder, 'workspaces'),
    builds: join(folder, 'builds'),
    courses: join(folder, 'courses'),
    engine: join(folder, 'engine'),
    courseCache: join(folder, 'course-cache'),
  };
}

/**
 * Whether the profile can be written to: makes its folder and really writes a little. Null when it can; otherwise why
 * not, in words, with what it means for the learner.
 */
export function profileProblem(folder: string): ErrorData | null {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, Buffer.alloc(4096)); // more than a file system keeps inside its index
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
    return null;
  } catch (error) {
    const { data } = storageError(error, `save anything in ${folder}`, folder);
    return { ...data, message: `${data.message} Drydock opens, but what you do now is not kept.` };
  }
}
