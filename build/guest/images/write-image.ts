import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, brotliCompressSync } from 'node:zlib';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import { writeLayer } from '../../../electron/engines/embedded/layer/write-layer';
import type { BundledImage } from '../../../electron/engines/embedded/bundled/list';
import { PROVENANCE_LABEL } from '../../../electron/engines/embedded/bundled/list';
import { digestOf } from '../../../electron/engines/embedded/store/digest';
import { hexOf } from '../../../electron/shared/engine/digest';
import type { OciConfig } from '../../../electron/engines/embedded/store/oci';
import { debianPackages } from './packages';
import type { BaseImageRecipe } from './recipe';

/** A base image as it is bundled, and the archives of its own layers. */
export interface MadeImage {
  readonly image: BundledImage;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Its whole tree, for images that build on it. */
  readonly nodes: readonly FileNode[];
}

/**
 * Makes the image: the same bytes for the same packages. `base` is what its recipe stands on, made before; `quality` is
 * brotli's, whose highest takes minutes.
 */
export async function makeImage(
  recipe: BaseImageRecipe,
  base: MadeImage | undefined,
  work: string,
  quality: number = constants.BROTLI_MAX_QUALITY,
): Promise<MadeImage> {
  const packages = await debianPackages(recipe.packages, work);
  const nodes = await recipe.files(packages, work, base?.nodes ?? []);
  const tar = await writeLayer({ nodes, whiteouts: [] });
  const layer = { file: `${recipe.id}.layer.br`, diffId: digestOf(tar), bytes: tar.length };
  const created = '2026-01-01T00:00:00Z';
  const note =
    recipe.names.length === 0
      ? `Libraries from Debian 12 for i386 that several images share.`
      : `Offline stand-in for docker.io/library/${recipe.names[0]}, made by Drydock from packages of Debian 12 for i386. ${recipe.about}`;
  const below = base?.image.config;
  const config: OciConfig = {
    architecture: '386',
    os: 'linux',
    created,
    config: { ...below?.config, ...recipe.config(packages), Labels: { [PROVENANCE_LABEL]: note } },
    rootfs: { type: 'layers', diff_ids: [...(below?.rootfs.diff_ids ?? []), layer.diffId] },
    history: [
      ...(below?.history ?? []),
      { created, created_by: `drydock base image ${recipe.id}`, comment: note },
    ],
  };
  return {
    image: {
      id: recipe.id,
      names: [...recipe.names],
      about: recipe.about,
      layers: [...(base?.image.layers ?? []), layer],
      config,
      packages: [
        ...(base?.image.packages ?? []),
        ...packages.map(({ name, version, architecture, source, licences }) => ({
          name,
          version,
          architecture,
          source,
          licences: [...licences],
        })),
      ],
    },
    files: new Map([
      [layer.file, compressed(tar, quality, join(work, `${hexOf(layer.diffId)}.${quality}.br`))],
    ]),
    nodes: [...(base?.nodes ?? []), ...nodes],
  };
}

/** Compresses, or takes what an earlier run kept. */
function compressed(tar: Uint8Array, quality: number, kept: string): Uint8Array {
  if (existsSync(kept)) return readFileSync(kept);
  const bytes = compress(tar, quality);
  writeFileSync(kept, bytes);
  return bytes;
}

function compress(tar: Uint8Array, quality: number): Uint8Array {
  return brotliCompressSync(tar, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
    },
  });
}
