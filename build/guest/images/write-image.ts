import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeLayer } from '../../../electron/engines/embedded/layer/write-layer';
import { ImageStore } from '../../../electron/engines/embedded/store/images';
import { saveImages } from '../../../electron/engines/embedded/store/save';
import { packageVersion } from './packages';
import type { BaseImageRecipe } from './recipe';

/** Labels that say what a base image is: made here, from these packages, instead of the one of that name. */
const PROVENANCE = 'dev.drydock.provenance';

/** The image as a gzip-compressed archive: the same bytes for the same packages. */
export async function writeImage(recipe: BaseImageRecipe, work: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-image-'));
  try {
    const store = new ImageStore(folder);
    const nodes = await recipe.files(work);
    const layer = await store.blobs.put(await writeLayer({ nodes, whiteouts: [] }));
    const versions = recipe.packages.map((name) => `${name.replace(/:.*/, '')} ${packageVersion(name)}`);
    const created = new Date(0).toISOString();
    const provenance = `Offline stand-in for docker.io/library/${recipe.names[0]}, made from Debian 12 (i386): ${versions.join(', ')}`;
    const config = {
      architecture: '386',
      os: 'linux',
      created,
      config: { ...recipe.config, Labels: { ...recipe.config.Labels, [PROVENANCE]: provenance } },
      rootfs: { type: 'layers' as const, diff_ids: [layer] },
      history: [{ created, created_by: `drydock ${recipe.file.replace(/\..*/, '')}`, comment: provenance }],
    };
    for (const name of recipe.names) await store.add(config, undefined, name);
    const image = await store.get(recipe.names[0]!);
    const chunks: Uint8Array[] = [];
    for await (const chunk of saveImages(store, [image])) chunks.push(chunk as Uint8Array);
    return gzipSync(Buffer.concat(chunks), { level: 9 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
