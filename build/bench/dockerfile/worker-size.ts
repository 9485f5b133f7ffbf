import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../paths';

/** KB of a built worker of the editor after gzip. @throws Error when the build has none. */
export function workerSize(worker: 'language' | 'yaml'): number {
  const folder = join(root, 'out/renderer/assets');
  const file = readdirSync(folder).find(
    (name) => name.startsWith(`${worker}.worker-`) && name.endsWith('.js'),
  );
  if (!file) throw new Error(`${folder} has no ${worker} worker: build the app first.`);
  return gzipSync(readFileSync(join(folder, file))).length / 1024;
}
