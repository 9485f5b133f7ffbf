import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRecord } from '../shared/engine/build';
import { atomicWrite } from '../storage/atomic-write';
import { readText } from '../storage/read-text';
import { recordSchema } from './record-schema';

/** Bytes of one record file; the log caps keep real ones far below. */
const RECORD_LIMIT = 64 * 1024 * 1024;

/** The last builds of each workspace, one JSON file a build, in a folder of the profile. */
export class BuildRecords {
  readonly #folder: string;
  readonly #keep: number;

  /** `keep` is how many records stay for each workspace. */
  constructor(folder: string, keep = 10) {
    this.#folder = folder;
    this.#keep = keep;
  }

  /** Keeps a record and lets the oldest go. Throws `storage` when it cannot be written. */
  async add(record: BuildRecord): Promise<void> {
    const folder = this.#folderOf(record.workspace);
    await atomicWrite(join(folder, fileName(record)), JSON.stringify(record));
    const files = await listFiles(folder);
    await Promise.all(files.slice(this.#keep).map((file) => rm(join(folder, file), { force: true })));
  }

  /** The records of a workspace, newest first. A damaged file counts as not there: it is only a record of the past. */
  async list(workspace: string): Promise<readonly BuildRecord[]> {
    const folder = this.#folderOf(workspace);
    const records = await Promise.all(
      (await listFiles(folder)).map((file) => readRecord(join(folder, file))),
    );
    return records.filter((record) => record !== null);
  }

  /** The newest record of a workspace, or null. */
  async last(workspace: string): Promise<BuildRecord | null> {
    const folder = this.#folderOf(workspace);
    for (const file of await listFiles(folder)) {
      const record = await readRecord(join(folder, file));
      if (record) return record;
    }
    return null;
  }

  /** Workspace ids hold slashes and never a plus sign (workspaceIdSchema), so this is one folder for one workspace. */
  #folderOf(workspace: string): string {
    return join(this.#folder, workspace.replaceAll('/', '+'));
  }
}

/** Sorts by time, since an ISO date does; colons are not allowed in Windows' file names. */
function fileName(record: BuildRecord): string {
  return `${record.startedAt.replaceAll(':', '-')}_${record.id}.json`;
}

async function listFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []); // never built: no folder
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .reverse();
}

async function readRecord(file: string): Promise<BuildRecord | null> {
  const text = await readText(file, RECORD_LIMIT);
  if (!text.ok) return null;
  try {
    return recordSchema.parse(JSON.parse(text.value)) as BuildRecord;
  } catch {
    return null; // see list()
  }
}
