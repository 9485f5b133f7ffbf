import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say, since } from '../../log';
import { root } from '../../paths';
import { busybox } from './busybox';
import { debian, openssl } from './debian';
import { nginx } from './nginx';
import { python } from './python';
import { redis } from './redis';
import type { BaseImageRecipe } from './recipe';
import type { MadeImage } from './write-image';
import { makeImage } from './write-image';

/** Bases before what stands on them. */
const RECIPES: readonly BaseImageRecipe[] = [busybox, debian, openssl, python, nginx, redis];
const FOLDER = join(root, 'electron/engines/embedded/guest/images');
/** Bytes of one image's file in the repository. */
const MAX_BYTES = 15e6;

/**
 * `npm run images [-- FOLDER] [--quick]`: makes the base images anew; downloads are kept in FOLDER. Needs root on Debian with the packages of i386 at hand
 * (`dpkg --add-architecture i386 && apt-get update`): programs of the images are run to prepare them.
 */
export async function main(args: readonly string[]): Promise<number> {
  if (process.getuid?.() !== 0) {
    say('The base images are made as root: parts of them are run with chroot.');
    return 2;
  }
  const quality = args.includes('--quick') ? 9 : undefined;
  const [kept] = args.filter((each) => each !== '--quick');
  const work = kept ?? mkdtempSync(join(tmpdir(), 'drydock-images-'));
  mkdirSync(FOLDER, { recursive: true });
  const made = new Map<BaseImageRecipe, MadeImage>();
  try {
    for (const recipe of RECIPES) {
      const start = performance.now();
      const image = await makeImage(recipe, recipe.base && made.get(recipe.base), work, quality);
      made.set(recipe, image);
      for (const [name, bytes] of image.files) {
        if (bytes.length > MAX_BYTES) throw new Error(`${name} has ${bytes.length} bytes: trim it.`);
        writeFileSync(join(FOLDER, name), bytes);
        const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
        const plain = image.image.layers.at(-1)!.bytes;
        say(`${name}: ${megabytes(bytes.length)} for ${megabytes(plain)} of files, in ${since(start)}.`);
      }
    }
  } finally {
    if (kept === undefined) rmSync(work, { recursive: true, force: true });
  }
  const files = new Set([...made.values()].flatMap(({ files }) => [...files.keys()]));
  for (const name of readdirSync(FOLDER)) {
    if (!files.has(name) && name !== 'images.json') rmSync(join(FOLDER, name), { recursive: true });
  }
  const list = [...made.values()].map(({ image }) => image).filter((image) => image.names.length > 0);
  writeFileSync(join(FOLDER, 'images.json'), `${JSON.stringify(list, undefined, 1)}\n`);
  return 0;
}
