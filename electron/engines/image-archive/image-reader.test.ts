import { describe, expect, it } from 'vitest';
import type { ImageReading } from '../../shared/engine/layer';
import { ImageReader } from './image-reader';
import type { ReadableImage } from './image-reading';
import type { ArchiveKind, Member } from './testing/archives';
import { archiveOf, streamOf } from './testing/archives';

const kinds: readonly ArchiveKind[] = ['docker 20', 'docker 25', 'docker 25, compressed', 'podman'];

/** Three layers: a base, one that changes and removes, and a large one. */
const layers: readonly (readonly Member[])[] = [
  [
    [{ name: 'etc', type: 'directory', mode: 0o755 }],
    ['etc/passwd', 'root:x:0:0\n'],
    ['etc/old', 'old'],
    ['empty'],
    [{ name: 'link', type: 'symlink', linkname: 'etc/passwd' }],
  ],
  [
    [{ name: 'etc', type: 'directory', mode: 0o755 }],
    ['etc/passwd', 'root:x:0:0\nme:x:1:1\n'],
    ['etc/.wh.old'],
  ],
  [['big', Buffer.alloc(300_000, 'b')]],
];

/** A reader of one image, with what it was asked for and how its streams went. */
async function readerOf(kind: ArchiveKind, contents = layers) {
  const { tar, diffIds } = await archiveOf(kind, contents);
  const image: ReadableImage = { id: `sha256:${kind}`, size: tar.length, layers: diffIds };
  const streams: ReturnType<typeof streamOf>[] = [];
  const reader = new ImageReader(() => {
    const made = streamOf(tar);
    streams.push(made);
    return Promise.resolve(made.stream);
  });
  return { image, reader, streams };
}

describe.each(kinds)('an image as %s saves it', (kind) => {
  it('is read once for all who ask, meanwhile and afterwards', async () => {
    const { image, reader, streams } = await readerOf(kind);
    const [summary, tree] = await Promise.all([reader.summary(image), reader.files(image)]);
    expect(summary.layers.map(({ added, changed, removed }) => [added, changed, removed])).toEqual([
      [
        { files: 4, bytes: 14 },
        { files: 0, bytes: 0 },
        { files: 0, bytes: 0 },
      ],
      [
        { files: 0, bytes: 0 },
        { files: 1, bytes: 20 },
        { files: 1, bytes: 3 },
      ],
      [
        { files: 1, bytes: 300_000 },
        { files: 0, bytes: 0 },
        { files: 0, bytes: 0 },
      ],
    ]);
    expect(summary.layers.map(({ createdBy }) => createdBy)).toEqual([
      'RUN step 0',
      'RUN step 1',
      'RUN step 2',
    ]);
    expect(summary.layers.map(({ diffId }) => diffId)).toEqual(image.layers);
    expect(summary.wasted.map(({ path }) => path)).toEqual(['/etc/passwd', '/etc/old']);
    expect(tree.map(({ path }) => path)).toEqual(['/big', '/empty', '/etc', '/etc/passwd', '/link']);
    expect(await reader.files(image, 1)).toMatchObject([
      { path: '/etc' },
      { path: '/etc/old', change: 'removed' },
      { path: '/etc/passwd', change: 'changed' },
    ]);
    expect(streams).toHaveLength(1);
  });

  it('gives its small files without being saved again, and a large one with it', async () => {
    const { image, reader, streams } = await readerOf(kind);
    const text = async (path: string, options = {}) =>
      Buffer.from(await reader.read(image, path, options)).toString();
    expect(await text('/link')).toBe('root:x:0:0\nme:x:1:1\n');
    expect(await text('/etc/passwd', { layer: 0 })).toBe('root:x:0:0\n');
    expect(await text('/etc/passwd', { cap: 4 })).toBe('root');
    expect(await text('/empty')).toBe('');
    expect(streams).toHaveLength(1);
    expect(await text('/big')).toHaveLength(300_000);
    expect(streams).toHaveLength(2);
    await expect(text('/etc/old')).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await expect(text('/etc')).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await expect(reader.files(image, 3)).rejects.toMatchObject({ data: { kind: 'not-found' } });
  });

  it('tells how far it is, to its end', async () => {
    const { image, reader } = await readerOf(kind);
    const told: ImageReading[] = [];
    await reader.summary(image, { onProgress: (reading) => told.push(reading) });
    expect(told[0]).toEqual({ bytes: 0, total: image.size, layers: 0 });
    expect(told.map(({ bytes }) => bytes)).toEqual([...told.map(({ bytes }) => bytes)].sort((a, b) => a - b));
    expect(Math.max(...told.map(({ bytes }) => bytes))).toBeLessThanOrEqual(image.size);
    await reader.summary(image, { onProgress: () => expect.fail('it was read before') });
  });

  it('is read no further when nobody waits, and anew for the next', async () => {
    const { image, reader, streams } = await readerOf(kind, [[['big', Buffer.alloc(2_000_000)]]]);
    const first = new AbortController();
    const second = new AbortController();
    const waiting = [
      reader.summary(image, { signal: first.signal }),
      reader.files(image, 0, { signal: second.signal }),
    ];
    first.abort();
    await expect(waiting[0]).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect(streams[0]?.state.ended).toBe(false); // the other one still waits
    second.abort();
    await expect(waiting[1]).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    await expect.poll(() => streams[0]?.state.ended).toBe(true);
    expect(streams[0]!.state.given).toBeLessThan(400);
    await expect(reader.summary(image, { signal: second.signal })).rejects.toMatchObject({
      data: { kind: 'cancelled' },
    });
    expect((await reader.summary(image)).totalBytes).toBe(2_000_000);
  });
});

describe.each(['docker 25', 'podman'] as const)('an archive that names its layers, by %s', (kind) => {
  it('shows a lower layer before it was read to its end', async () => {
    const { image, reader, streams } = await readerOf(kind);
    const whole = reader.summary(image);
    expect(await reader.files(image, 1)).toHaveLength(3);
    expect(streams[0]?.state.ended).toBe(false);
    await whole;
    expect(streams).toHaveLength(1);
  });
});

describe('an image that cannot be read', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no archive', Buffer.from('no archive at all'.repeat(100))],
    ['half an archive', null],
  ])('is told as such, and tried again: %s', async (_what, bytes) => {
    const { tar, diffIds } = await archiveOf('docker 25', layers);
    const image: ReadableImage = { id: 'sha256:1', size: 1, layers: diffIds };
    let broken = true;
    const reader = new ImageReader(() =>
      Promise.resolve(streamOf(broken ? (bytes ?? tar.subarray(0, tar.length / 2)) : tar).stream),
    );
    await expect(reader.summary(image)).rejects.toMatchObject({ data: { kind: 'engine-failed' } });
    broken = false;
    expect((await reader.summary(image)).layers).toHaveLength(3);
  });
});
