import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths';
import { installedVersion } from './toolchain';

/** Where the engine loads the guest from. */
export const GUEST_FOLDER = join(root, 'electron/engines/embedded/guest');

const COMPILED_WITH = ['gcc-12-i686-linux-gnu', 'binutils-i686-linux-gnu'] as const;

/** The committed files of the guest, and the Debian source packages and licences that each is made from. */
const FILES = {
  kernel: {
    from: ['linux-source-6.1', ...COMPILED_WITH],
    source: 'linux',
    license: 'GPL-2.0-only WITH Linux-syscall-note',
  },
  initramfs: {
    from: ['libc6-dev-i386-cross', 'linux-libc-dev-i386-cross', ...COMPILED_WITH],
    source: 'build/guest/agent, glibc',
    license: 'Apache-2.0 (agent), LGPL-2.1-or-later (the C library in it)',
  },
  'bios.bin': { from: ['seabios'], source: 'seabios', license: 'LGPL-3.0-only' },
  'vgabios.bin': { from: ['seabios'], source: 'seabios', license: 'LGPL-3.0-only' },
} as const;

export type GuestFile = keyof typeof FILES;

/** One file as the manifest describes it. */
export interface ManifestEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly license: string;
  /** Name of the Debian source package, or where it lies here. */
  readonly source: string;
  /** Debian packages it was made with, by exact version. */
  readonly packages: Readonly<Record<string, string>>;
}

const MANIFEST = join(GUEST_FOLDER, 'manifest.json');

/** What the committed manifest says. */
export function readManifest(): ManifestEntry[] {
  return JSON.parse(readFileSync(MANIFEST, 'utf8')) as ManifestEntry[];
}

/** Writes checksum, versions and licence of these files; what was not rebuilt keeps what it had. */
export function writeManifest(rebuilt: readonly GuestFile[], known: readonly ManifestEntry[]): void {
  const entries = (Object.keys(FILES) as GuestFile[]).map((file) => {
    const before = known.find((entry) => entry.file === file);
    return before && !rebuilt.includes(file) ? before : describe(file);
  });
  writeFileSync(MANIFEST, `${JSON.stringify(entries, null, 2)}\n`);
}

/** Files whose bytes are not those of the manifest, and files that it lacks. */
export function changedFiles(entries: readonly ManifestEntry[]): string[] {
  return (Object.keys(FILES) as GuestFile[]).filter((file) => {
    const entry = entries.find((each) => each.file === file);
    return entry?.sha256 !== sha256(file);
  });
}

function describe(file: GuestFile): ManifestEntry {
  const { from, source, license } = FILES[file];
  return {
    file,
    bytes: readFileSync(join(GUEST_FOLDER, file)).length,
    sha256: sha256(file),
    license,
    source,
    packages: Object.fromEntries(from.map((name) => [name, installedVersion(name) ?? 'not installed'])),
  };
}

function sha256(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(GUEST_FOLDER, file)))
    .digest('hex');
}
