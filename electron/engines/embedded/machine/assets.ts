import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../../../shared/errors';
import { PROTOCOL_VERSION } from '../protocol/numbers';
import { COMMAND_LINE, DEVICES, MEMORY, V86_VERSION } from './options';

/** Where the files of the embedded engine lie. */
export interface GuestFolders {
  /** Kernel, initramfs, BIOS and base images: electron/engines/embedded/guest in the repository. */
  readonly guest: string;
  /** v86's WebAssembly. */
  readonly wasm: string;
}

/** What a machine boots from. */
export interface GuestAssets {
  readonly wasm: Uint8Array;
  readonly kernel: Uint8Array;
  readonly initramfs: Uint8Array;
  readonly bios: Uint8Array;
  readonly videoBios: Uint8Array;
  /** Hash over everything that shapes a saved state: it names the state. */
  readonly hash: string;
}

/** Reads them. Throws `engine-unavailable` when one is missing. */
export async function readAssets(folders: GuestFolders): Promise<GuestAssets> {
  const [wasm, kernel, initramfs, bios, videoBios] = await Promise.all(
    [
      folders.wasm,
      ...['kernel', 'initramfs', 'bios.bin', 'vgabios.bin'].map((name) => join(folders.guest, name)),
    ].map(read),
  );
  const parts = { wasm: wasm!, kernel: kernel!, initramfs: initramfs!, bios: bios!, videoBios: videoBios! };
  const hash = createHash('sha256').update(
    JSON.stringify([MEMORY, COMMAND_LINE, DEVICES, V86_VERSION, PROTOCOL_VERSION]),
  );
  for (const bytes of Object.values(parts)) hash.update(createHash('sha256').update(bytes).digest());
  return { ...parts, hash: hash.digest('hex') };
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new DrydockError(
      {
        kind: 'engine-unavailable',
        message: `A file of the embedded engine is missing: ${path}.`,
        remedy: 'Install Drydock again; in a clone, restore electron/engines/embedded/guest and run npm ci.',
      },
      { cause },
    );
  }
}
