import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { writeLayer } from '../layer/write-layer';
import { ImageStore } from './images';
import { loadImages } from './load';
import type { OciConfig } from './oci';
import { saveImages } from './save';
import { hasSkopeo } from '../testing/skopeo';

const data = mkdtempSync(join(tmpdir(), 'drydock-store-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

let counter = 0;
const newStore = () => new ImageStore(join(data, `store-${++counter}`));

async function imageIn(store: ImageStore, text: string, name?: string) {
  const common = { mode: 0o644, uid: 0, gid: 0, modified: 0 };
  const node = {
    ...common,
    path: '/x',
    type: 'file',
    content: new TextEncoder().encode(`content of ${text}`),
  } as const;
  const layer = await store.blobs.put(await writeLayer({ nodes: [node], whiteouts: [] }));
  const config: OciConfig = {
    os: 'linux',
    architecture: '386',
    rootfs: { type: 'layers', diff_ids: [layer] },
    config: { Labels: { text } },
  };
  return store.add(config, name);
}

async function archiveOf(store: ImageStore, name: string): Promise<string> {
  const file = join(data, `archive-${++counter}.tar`);
  await pipeline(saveImages(store, [await store.get(name)]), createWriteStream(file));
  return file;
}

describe('the image store', () => {
  it('gives an image back as it was saved, under the same id and names', async () => {
    const [from, to] = [newStore(), newStore()];
    const image = await from.name(await imageIn(from, 'a', 'one:1'), 'one:1', 'two:2');
    const [loaded] = await loadImages(to, createReadStream(await archiveOf(from, 'one:1')));
    expect(loaded).toMatchObject({ id: image.id, tags: ['one:1', 'two:2'] });
    expect(await to.blobs.read(image.config.rootfs.diff_ids[0]!)).toEqual(
      await from.blobs.read(image.config.rootfs.diff_ids[0]!),
    );
  });

  it('keeps an image that lost its last name, and forgets a name by itself', async () => {
    const store = newStore();
    const first = await imageIn(store, 'first', 'app');
    const second = await imageIn(store, 'second', 'app');
    expect((await store.get('app')).id).toBe(second.id);
    expect((await store.get(first.id)).tags).toEqual([]);
    await store.name(second, 'other');
    await store.remove('app');
    expect((await store.get(second.id)).tags).toEqual(['other:latest']);
  });

  it('serves two processes at once: no name is lost', async () => {
    const folder = join(data, `store-${++counter}`);
    const stores = Array.from({ length: 4 }, () => new ImageStore(folder));
    await Promise.all(stores.map((store, index) => imageIn(store, `text ${index}`, `image-${index}`)));
    const tags = (await new ImageStore(folder).list()).flatMap((image) => image.tags);
    expect(tags.sort()).toEqual([0, 1, 2, 3].map((index) => `image-${index}:latest`));
  });

  it('notices a damaged blob, and takes the same content again', async () => {
    const store = newStore();
    const digest = await store.blobs.put('content');
    writeFileSync(store.blobs.path(digest), 'c0ntent');
    await expect(store.blobs.read(digest)).rejects.toMatchObject({
      data: { kind: 'storage' },
    });
    await store.blobs.put('content');
    expect((await store.blobs.read(digest)).toString()).toBe('content');
  });

  it('refuses an archive whose layer is not what its configuration says', async () => {
    const store = newStore();
    await imageIn(store, 'honest', 'app');
    const bytes = await readFile(await archiveOf(store, 'app'));
    bytes.write('forged', bytes.indexOf('content of honest'));
    const file = join(data, 'forged.tar');
    writeFileSync(file, bytes);
    await expect(loadImages(newStore(), createReadStream(file))).rejects.toMatchObject({
      data: { kind: 'engine-failed' },
    });
  });

  it.skipIf(!hasSkopeo())(
    'writes archives that skopeo reads, as OCI layout and as docker-archive',
    async () => {
      const store = newStore();
      await imageIn(store, 'a', 'one:1');
      const file = await archiveOf(store, 'one:1');
      for (const source of [`oci-archive:${file}:docker.io/library/one:1`, `docker-archive:${file}`]) {
        const folder = join(data, `skopeo-${++counter}`);
        execFileSync('skopeo', ['copy', '-q', '--insecure-policy', source, `dir:${folder}`]);
        await rm(folder, { recursive: true });
      }
    },
  );
});
