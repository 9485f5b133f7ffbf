// What must be true before any package can be imported: a Node that is new enough, and the packages of the lock file.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './stale.mjs';

const oldest = { major: 20, minor: 19 };

/** Checks Node and installs packages where needed. Ends the process with one sentence where it cannot. */
export async function bootstrap() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
    fail(
      `Drydock needs Node ${oldest.major}.${oldest.minor} or newer and this is ${process.versions.node}: install a newer Node and run the command again.`,
    );
  }
  if (!packagesMatch(root)) install();
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm keeps its own record of what it installed and
 * writes it last, so an interrupted installation does not match.
 * @param {string} folder
 */
export function packagesMatch(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const installed = packagesOf(join(folder, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return found.version === entry.version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean}> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined; // missing or half-written: install again
  }
}

function install() {
  process.stderr.write('Installing packages (npm ci): this takes a minute the first time.\n');
  const windows = process.platform === 'win32';
  // npm on Windows is a .cmd file, which only a shell can start; the arguments are constants.
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (npm.status !== 0) {
    fail('Installing packages failed: check the network or the registry setting of npm, then run "npm ci".');
  }
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
