import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Harness } from './harness';
import { CONTRACT_BASE, TEST_LABEL } from './harness';

/** What images hold, and what may be done to them. */
export function imagesContract(harness: Harness): void {
  describe('images', () => {
    const files = {
      Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nENV SHIP=ahoy EMPTY=\nWORKDIR /app\nCOPY --chown=7:8 a.txt /app/a.txt\nRUN ln -s a.txt link && rm /app/a.txt && echo new > b.txt && chmod 750 b.txt\nUSER 7:8\nEXPOSE 80\nENTRYPOINT ["cat"]\nCMD ["b.txt"]\n`,
      'a.txt': 'first',
    };

    it('inspects, lists and tells the history', async () => {
      const id = await harness.built(files);
      const image = await harness.engine.images.inspect(harness.tag);
      expect(image).toMatchObject({ id, ours: true, tags: [harness.tag] });
      expect(image.config).toMatchObject({
        user: '7:8',
        workingDir: '/app',
        entrypoint: ['cat'],
        cmd: ['b.txt'],
        exposedPorts: ['80/tcp'],
      });
      expect(image.config.env).toMatchObject({ SHIP: 'ahoy', EMPTY: '' });
      expect((await harness.engine.images.list()).find((each) => each.id === id)).toMatchObject({
        ours: true,
      });
      const history = await harness.engine.images.history(id);
      expect(history.filter((entry) => entry.size > 0).length).toBeGreaterThanOrEqual(2);
    });

    it('shows layers, with what each removes, and the whole tree', async () => {
      const id = await harness.built(files);
      const { layers } = await harness.engine.images.inspect(id);
      const last = await harness.engine.images.files(id, layers.length - 1);
      const change = (path: string) => last.find((file) => file.path === path)?.change;
      expect(change('/app/a.txt')).toBe('removed');
      expect(change('/app/b.txt')).toBe('added');
      expect(last.find((file) => file.path === '/app/link')).toMatchObject({
        type: 'symlink',
        linkTarget: 'a.txt',
      });
      const tree = await harness.engine.images.files(id);
      expect(tree.map((file) => file.path)).not.toContain('/app/a.txt');
      expect(tree.find((file) => file.path === '/app/b.txt')).toMatchObject({ mode: 0o750, size: 4 });
    });

    it('reads a file of the tree and of a layer', async () => {
      const id = await harness.built(files);
      const { layers } = await harness.engine.images.inspect(id);
      const text = async (path: string, options = {}) =>
        Buffer.from(await harness.engine.images.readFile(id, path, options)).toString();
      expect(await text('/app/b.txt')).toBe('new\n');
      expect(await text('/app/b.txt', { cap: 2 })).toBe('ne');
      expect(await text('/app/a.txt', { layer: layers.length - 2 })).toBe('first');
      await expect(text('/app/a.txt')).rejects.toMatchObject({ data: { kind: 'not-found' } });
      await expect(text('/app')).rejects.toMatchObject({ data: { kind: 'not-found' } });
    });

    it('saves an image', async () => {
      const file = harness.file('saved.tar');
      await harness.engine.images.save([await harness.built(files)], file);
      expect((await stat(file)).size).toBeGreaterThan(1000);
    });

    it('does not know what is not there, and refuses to remove what is not its own', async () => {
      await expect(harness.engine.images.inspect('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(harness.engine.images.files('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(harness.engine.images.remove('no/such:image')).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
      await expect(harness.engine.images.remove(CONTRACT_BASE)).rejects.toMatchObject({
        data: { kind: 'refused' },
      });
      await expect(
        harness.engine.images.save(['no/such:image'], harness.file('no.tar')),
      ).rejects.toMatchObject({
        data: { kind: 'not-found' },
      });
    });
  });
}
