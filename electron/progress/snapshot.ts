import type { ProgressState } from '../shared/progress/state';
import { atomicWrite } from '../storage/atomic-write';
import { readIfThere, sha256 } from './journal-file';

/** A state with the part of the journal that it adds up. Only a cache: the journal alone is the truth. */
export interface Snapshot {
  readonly bytes: number;
  /** SHA-256 of the journal's first `bytes` bytes. */
  readonly journal: string;
  readonly events: number;
  readonly state: ProgressState;
}

/** Counts up whenever a state is added up in another way: an older cache then counts for nothing. */
const version = 2;

/** Writes a snapshot as a whole. */
export async function writeSnapshot(path: string, snapshot: Snapshot): Promise<void> {
  const text = JSON.stringify(snapshot);
  await atomicWrite(path, JSON.stringify({ v: version, check: sha256(text), snapshot: text }), {
    mode: 0o600,
  });
}

/** The snapshot that fits the beginning of a journal, or null: absent, damaged, of another version or another journal. */
export async function readSnapshot(path: string, journal: Buffer): Promise<Snapshot | null> {
  try {
    const file = JSON.parse((await readIfThere(path)).toString('utf8')) as {
      readonly v?: unknown;
      readonly check?: unknown;
      readonly snapshot?: unknown;
    };
    if (file.v !== version || typeof file.snapshot !== 'string' || file.check !== sha256(file.snapshot))
      return null;
    const snapshot = JSON.parse(file.snapshot) as Snapshot;
    const fits =
      snapshot.bytes <= journal.length && sha256(journal.subarray(0, snapshot.bytes)) === snapshot.journal;
    return fits ? snapshot : null;
  } catch {
    return null; // a cache that cannot be read is no cache; the journal is read instead
  }
}
