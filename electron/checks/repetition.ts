import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repetition } from '../shared/checks';
import type { ImageDetails } from '../shared/engine/image';
import type { Engine } from '../engines/engine';
import { DrydockError } from '../shared/errors';
import type { ImageArchive } from '../engines/image-archive/read-archive';
import { readImageArchives } from '../engines/image-archive/read-archive';
import { mergeLayers } from '../engines/image-archive/tree';

/** Bytes of one file that are compared. */
const FILE_CAP = 16 * 1024 * 1024;

/** Compares two images: as a whole, and file by file without regard to times. */
export async function compareImages(
  engine: Engine,
  images: readonly [ImageDetails, ImageDetails],
  epoch: string | undefined,
  signal?: AbortSignal,
): Promise<Repetition> {
  const ids = [images[0].id, images[1].id] as const;
  const time = new Date(Number(epoch) * 1000);
  const keepsTime =
    epoch !== undefined &&
    images.every(({ created }) => new Date(created ?? '').getTime() === time.getTime());
  if (ids[0] === ids[1]) return { ids, differences: [], keepsTime };
  const [first, second] = await contentsOf(engine, ids, signal);
  const differences = [...new Set([...first.keys(), ...second.keys()])]
    .filter((path) => first.get(path) !== second.get(path))
    .sort();
  return { ids, differences, keepsTime };
}

/** What is at a path of an image, as one text: type, permissions, owner, link and checksum. */
type Contents = ReadonlyMap<string, string>;

/** The contents of two images, in either order. They are saved together, since most of their layers are the same. */
async function contentsOf(
  engine: Engine,
  images: readonly [string, string],
  signal: AbortSignal | undefined,
): Promise<readonly [Contents, Contents]> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-twice-'));
  try {
    const file = join(folder, 'images.tar');
    await engine.images.save(images, file, signal);
    const sums = new Map<string, string>();
    const [first, second] = await readImageArchives(createReadStream(file), {
      wants: () => FILE_CAP,
      take: (entry, layer, bytes) => {
        sums.set(`${layer}\0${entry.path}`, createHash('sha256').update(bytes).digest('hex'));
      },
    });
    if (!first || !second)
      throw new DrydockError({ kind: 'engine-failed', message: 'The engine saved one image of two.' });
    return [contentsIn(first, sums), contentsIn(second, sums)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function contentsIn({ layers }: ImageArchive, sums: ReadonlyMap<string, string>): Contents {
  const contents = new Map<string, string>();
  for (const [path, { entry, layer }] of mergeLayers(layers)) {
    const sum = sums.get(`${layers[layer]?.name}\0${path}`) ?? '';
    contents.set(path, [entry.type, entry.mode, entry.uid, entry.gid, entry.linkTarget ?? '', sum].join(' '));
  }
  return contents;
}
