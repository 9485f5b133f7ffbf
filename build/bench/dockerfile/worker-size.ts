import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../paths';

/** KB of the built language worker after gzip. @throws Error when the build has none. */
export function workerSize(): number {
  const folder = join(root, 'out/renderer/assets');
  const file = readdirSync(folder).find((name) => /^language\.worker-.*\.js$/.test(name));
  if (!file) throw new Error(`${folder} has no language worker: build the app first.`);
  return gzipSync(readFileSync(join(folder, file))).length / 1024;
}
