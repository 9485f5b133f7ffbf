import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DrydockError } from '../../../shared/errors';
import { isDigest } from '../store/digest';
import { configSchema } from '../store/oci';

/** Label of every image that comes with Drydock: what it stands in for, and what it is made from. */
export const PROVENANCE_LABEL = 'dev.drydock.provenance';

const layer = z.object({
  /** The layer's tar, compressed with brotli, beside the list. */
  file: z.string().regex(/^[\w.-]+$/),
  diffId: z.string().refine(isDigest),
  /** Of the tar. */
  bytes: z.number(),
});

const bundledImage = z.object({
  id: z.string(),
  /** Names of Docker Hub that it answers to, the one to show first. */
  names: z.array(z.string()).min(1),
  /** One sentence: what it has and what it lacks. */
  about: z.string(),
  /** Base first; images share them. */
  layers: z.array(layer).min(1),
  config: configSchema,
  /** Debian packages that its files come from. */
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      architecture: z.string(),
      source: z.string(),
      licences: z.array(z.string()),
    }),
  ),
});

/** A base image that comes with Drydock, as `images.json` lists it. */
export type BundledImage = z.infer<typeof bundledImage>;
export type BundledLayer = z.infer<typeof layer>;

/** Reads `images.json` of a folder. Throws `storage` when it is missing or damaged. */
export async function readBundledImages(folder: string): Promise<readonly BundledImage[]> {
  try {
    return z.array(bundledImage).parse(JSON.parse(await readFile(join(folder, 'images.json'), 'utf8')));
  } catch (cause) {
    throw new DrydockError(
      {
        kind: 'storage',
        message: "The list of Drydock's base images cannot be read.",
        remedy: 'Install Drydock again.',
        details: cause instanceof Error ? cause.message : String(cause),
      },
      { cause },
    );
  }
}
