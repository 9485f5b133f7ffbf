// What each bundle is made of, and whether what lies in out/ is still up to date. Plain Node, because the command
// line asks it on every call, before anything else is loaded.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const always = ['package.json', 'package-lock.json', 'tsconfig.json', 'build/vite', 'build/stale.mjs'];

/** Inputs (files or folders) and the file that proves a finished build, for each bundle. */
const bundles = {
  main: { inputs: ['electron'], output: 'out/main/main.cjs' },
  preload: { inputs: ['electron/preload.ts', 'electron/shared'], output: 'out/preload/preload.cjs' },
  cli: { inputs: ['electron'], output: 'out/cli/cli.cjs' },
  machine: { inputs: ['electron/engines/embedded'], output: 'out/machine/machine.cjs' },
  renderer: { inputs: ['renderer', 'electron/shared'], output: 'out/renderer/index.html' },
};

/** @typedef {keyof typeof bundles} Target */

export const targets = /** @type {Target[]} */ (Object.keys(bundles));

/**
 * A hash of every input of a bundle: paths and contents, without tests.
 * @param {Target} target
 * @param {string} [folder]
 */
export function inputHash(target, folder = root) {
  const hash = createHash('sha256');
  for (const input of [...always, ...bundles[target].inputs]) {
    for (const file of filesOf(folder, input)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(folder, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {Target} target
 * @param {string} [folder]
 */
export function isFresh(target, folder = root) {
  const stamp = stampOf(target, folder);
  if (!existsSync(stamp) || !existsSync(join(folder, bundles[target].output))) return false;
  return readFileSync(stamp, 'utf8') === inputHash(target, folder);
}

/**
 * Records that a bundle was built from the inputs with this hash (taken before the build began, so that a file
 * saved during the build makes it stale).
 * @param {Target} target
 * @param {string} hash
 * @param {string} [folder]
 */
export function markFresh(target, hash, folder = root) {
  const stamp = stampOf(target, folder);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/**
 * @param {Target} target
 * @param {string} folder
 */
function stampOf(target, folder) {
  return join(folder, 'out/stamps', target);
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(folder, path) {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (/\.test\.ts$/.test(entry.name) || entry.name === 'testing' || entry.name === 'fixtures') return [];
      const child = `${path}/${entry.name}`;
      if (child === 'electron/engines/embedded/guest') return []; // files that no bundle holds
      return entry.isDirectory() ? filesOf(folder, child) : [child];
    });
}
