import { mkdtempSync, rmSync, statSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Layers } from '../layer/layers';
import { foldersInRepository } from '../make-embedded';
import { ImageStore } from '../store/images';
import { BundledImages } from './bundled-images';
import { PROVENANCE_LABEL, readBundledImages } from './list';

const folder = join(foldersInRepository(process.cwd()).guest, 'images');
const data = mkdtempSync(join(tmpdir(), 'drydock-bundled-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const list = await readBundledImages(folder);

describe('the bundled base images', () => {
  const store = new ImageStore(join(data, 'store'));
  const bundled = new BundledImages(folder, store);

  it('stay small', () => {
    const files = [...new Set(list.flatMap((image) => image.layers.map((layer) => layer.file)))];
    const sizes = files.map((file) => statSync(join(folder, file)).size);
    expect(Math.max(...sizes)).toBeLessThan(15e6);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(45e6);
  });

  it('answer to names of Docker Hub, one image for each', () => {
    const names = list.flatMap((image) => image.names);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'busybox:1.36',
        'python:3.11-slim',
        'nginx:latest',
        'redis:7',
        'debian:bookworm-slim',
      ]),
    );
  });

  it.each(list)('say what they are made from: $id', ({ config, packages }) => {
    expect(config.config?.Labels?.[PROVENANCE_LABEL]).toMatch(/^Offline stand-in for docker\.io\/library\//);
    expect(packages.length).toBeGreaterThan(0);
    for (const { version, source } of packages)
      expect([version, source]).toEqual([expect.stringMatching(/\d/), expect.stringMatching(/^\S+ \S+$/)]);
    expect(config.architecture).toBe('386');
  });

  it('are listed without being unpacked, and come into the store when they are asked for', async () => {
    expect((await bundled.list()).map((image) => image.tags[0])).toContain('busybox:1');
    expect(await store.list()).toEqual([]);
    const image = await bundled.find('docker.io/library/busybox');
    expect(image?.tags).toContain('busybox:1.36');
    expect((await store.list()).map((each) => each.id)).toEqual([image!.id]);
    expect((await bundled.list()).map((each) => each.id)).toContain(image!.id);
    const tree = await new Layers(store.blobs).tree(image!.config.rootfs.diff_ids);
    expect(tree.get('/bin/sh')).toMatchObject({ type: 'symlink', linkTarget: 'busybox' });
    expect(await bundled.find('alpine:3.20')).toBeUndefined();
  });

  it('leave alone what a learner gave one of their names', async () => {
    const own = await store.add(
      { ...list[0]!.config, created: '2020-01-01T00:00:00Z', config: {} },
      'nginx:latest',
    );
    expect((await bundled.find('nginx:latest'))?.id).toBe(own.id);
  });

  it('say so when a file of theirs is damaged', async () => {
    const broken = join(data, 'broken');
    cpSync(join(folder, 'images.json'), join(broken, 'images.json'));
    writeFileSync(join(broken, list[0]!.layers[0]!.file), 'no layer');
    const images = new BundledImages(broken, new ImageStore(join(data, 'other')));
    await expect(images.find('busybox:1.36')).rejects.toMatchObject({ data: { kind: 'storage' } });
  });
});
