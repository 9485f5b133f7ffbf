import { readFileSync } from 'node:fs';
import type { ErrorData } from './shared/errors';
import { type Settings, type SettingsPatch, defaultSettings, settingsSchema } from './shared/settings';
import { atomicWrite } from './storage/atomic-write';
import { errorCode, storageReason } from './storage/storage-error';

/**
 * The settings of one profile: a small JSON file, read once (at start, synchronously, because the window's colours
 * and zoom depend on it) and replaced as a whole on each change.
 */
export class SettingsStore {
  readonly #file: string;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #settings: Settings;
  #writing: Promise<void> = Promise.resolve();

  /** Why the file could not be read and defaults are used; null where it was read or does not exist yet. */
  readonly damage: ErrorData | null;

  private constructor(file: string, settings: Settings, damage: ErrorData | null) {
    this.#file = file;
    this.#settings = settings;
    this.damage = damage;
  }

  /** Never throws: whatever cannot be read of the file takes its default. */
  static open(file: string): SettingsStore {
    try {
      const stored = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (stored.success) return new SettingsStore(file, stored.data, null);
      return new SettingsStore(file, defaultSettings, damaged(file, 'it does not hold settings'));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return new SettingsStore(file, defaultSettings, null);
      const reason = error instanceof SyntaxError ? 'it is not JSON' : storageReason(error);
      return new SettingsStore(file, defaultSettings, damaged(file, reason));
    }
  }

  get(): Settings {
    return this.#settings;
  }

  /**
   * Changes what the patch names, tells the listeners, and saves. Changes made while a save runs are saved in order.
   * @throws DrydockError of kind `storage` when it could not be saved; the change then holds until the app ends.
   */
  async change(patch: SettingsPatch): Promise<Settings> {
    const present = Object.entries(patch).filter(([, value]) => value !== undefined);
    const changed: Settings = { ...this.#settings, ...(Object.fromEntries(present) as Partial<Settings>) };
    this.#settings = changed;
    for (const listener of this.#listeners) listener(changed);
    const text = `${JSON.stringify(changed, null, 2)}\n`;
    const written = this.#writing.catch(() => undefined).then(() => atomicWrite(this.#file, text));
    this.#writing = written;
    await written;
    return changed;
  }

  /** Calls `listener` on each change until the returned function is called. */
  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Resolves when nothing is left to save; a failure was reported by the `change` it belongs to. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }
}

function damaged(file: string, reason: string): ErrorData {
  return {
    kind: 'storage',
    message: `Your settings in ${file} could not be read: ${reason}.`,
    remedy: 'Drydock uses its usual settings; the next change replaces the file.',
    where: { file },
  };
}
