import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ImageReading } from '../../shared/engine/layer';
import { outlineLayers } from '../../shared/engine/layer-outline';
import type { Harness } from './harness';
import { CONTRACT_BASE, rejection, tarOf, TEST_LABEL } from './harness';

/** Images that go from one place to another, get names, and are compared. */
export function transferContract(harness: Harness): void {
  const { images } = harness.engine;

  describe('images on their way', () => {
    it.skipIf(!harness.capabilities.load)('loads what it saved, with its names', async () => {
      const names = [`drydock/${harness.owner}-a:1`, `drydock/${harness.owner}-b:2`];
      for (const [index, tag] of names.entries()) {
        await harness.built(
          { Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nENV N=${index}\n` },
          { tag },
        );
      }
      const before = await Promise.all(names.map((name) => images.inspect(name)));
      const file = harness.file('two.tar');
      await images.save(names, file);
      for (const name of names) await images.remove(name);
      await expect(images.inspect(names[0]!)).rejects.toMatchObject(rejection('not-found'));
      const loaded = await images.load(file);
      expect([...loaded].sort()).toEqual(names);
      const after = await Promise.all(names.map((name) => images.inspect(name)));
      expect(after.map(({ config, layers }) => ({ config, layers }))).toEqual(
        before.map(({ config, layers }) => ({ config, layers })),
      );
    });

    it.skipIf(!harness.capabilities.load)('loads nothing from what is no image', async () => {
      const file = harness.file('none.tar');
      await writeFile(file, await tarOf({ 'a.txt': 'a' }));
      await expect(images.load(file)).rejects.toMatchObject(rejection('engine-failed'));
      await expect(images.load(harness.file('not-there.tar'))).rejects.toMatchObject(rejection('not-found'));
    });

    it.skipIf(!harness.capabilities.load)('makes an image of a tar of files', async () => {
      const file = harness.file('tree.tar');
      await writeFile(file, await tarOf({ 'hello.txt': 'hello\n' }));
      const name = `drydock/${harness.owner}-imported:latest`;
      const changes = ['CMD ["/hello"]', 'ENV FROM=tar'];
      const id = await images.import(file, { name, owner: harness.owner, changes });
      const image = await images.inspect(name);
      expect(image).toMatchObject({ id, ours: true, tags: [name] });
      expect(image.config).toMatchObject({ cmd: ['/hello'], env: { FROM: 'tar' } });
      expect((await images.files(name)).map(({ path }) => path)).toEqual(['/hello.txt']);
    });

    it('gives further names, and takes them away one by one', async () => {
      const id = await harness.built({ Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nENV A=1\n` });
      const name = `drydock/${harness.owner}-second:v2`;
      await images.tag(harness.tag, name);
      expect([...(await images.inspect(id)).tags].sort()).toEqual([name, harness.tag].sort());
      await images.remove(name);
      expect((await images.inspect(id)).tags).toEqual([harness.tag]);
      await expect(images.tag(harness.tag, CONTRACT_BASE)).rejects.toMatchObject(rejection('refused'));
      await expect(images.tag(harness.tag, 'Not A Name')).rejects.toMatchObject(rejection('invalid-input'));
      await expect(images.tag('no/such:image', name)).rejects.toMatchObject(rejection('not-found'));
    });

    it('tells what every layer does, and what is carried for nothing', async () => {
      const id = await harness.built({
        Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY big.txt /big.txt\nRUN rm /big.txt && echo x > /new\nRUN echo yy > /new\n`,
        'big.txt': 'b'.repeat(5000),
      });
      const outline = outlineLayers(await images.inspect(id), await images.history(id));
      const told: ImageReading[] = [];
      const { layers, totalBytes, wastedBytes, wasted, efficiency } = await images.layers(id, {
        onProgress: (reading) => told.push(reading),
      });
      expect(told[0]).toMatchObject({ bytes: 0, layers: 0 });
      expect(outline.map(({ diffId, createdBy }) => [diffId, createdBy])).toEqual(
        layers.map(({ diffId, createdBy }) => [diffId, createdBy]),
      );
      for (const [index, { size }] of outline.entries())
        expect(size).toBeGreaterThanOrEqual(layers[index]!.size);
      const [base, big, removal, change] = layers;
      expect(layers).toHaveLength(4);
      expect(base?.size).toBeGreaterThan(1000);
      expect(big).toMatchObject({ index: 1, size: 5000, added: { files: 1, bytes: 5000 } });
      expect(big?.createdBy).toContain('big.txt');
      expect(removal).toMatchObject({ removed: { files: 1, bytes: 5000 } });
      expect(change).toMatchObject({ changed: { files: 1, bytes: 3 } });
      expect(totalBytes).toBe(layers.reduce((sum, { size }) => sum + size, 0));
      expect(wasted.slice(0, 2)).toEqual([
        { path: '/big.txt', bytes: 5000, times: 1 },
        { path: '/new', bytes: 2, times: 1 },
      ]);
      expect(wastedBytes).toBe(5002);
      expect(efficiency).toBeCloseTo(1 - wastedBytes / totalBytes);
    });

    it('reads an image no further when nobody waits for it, and again for the next', async () => {
      const id = await harness.built({
        Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nRUN echo once > /once\n`,
      });
      const controller = new AbortController();
      const reading = images.layers(id, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await expect(reading).rejects.toMatchObject(rejection('cancelled'));
      expect((await images.layers(id)).layers).toHaveLength(2);
    });

    it('compares the trees of two images, also where only the content differs', async () => {
      const dockerfile = `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY tree/ /tree/\n`;
      const common = { Dockerfile: dockerfile, 'tree/same.txt': 'same' };
      const before = await harness.built({ ...common, 'tree/a.txt': 'one', 'tree/gone.txt': '' });
      const after = await harness.built({ ...common, 'tree/a.txt': 'two', 'tree/new.txt': 'n' });
      const differences = await images.diff(before, after);
      expect(differences.map(({ path, change }) => [path, change])).toEqual([
        ['/tree/a.txt', 'changed'],
        ['/tree/gone.txt', 'removed'],
        ['/tree/new.txt', 'added'],
      ]);
      expect(await images.diff(after, after)).toEqual([]);
    });

    it.skipIf(!harness.capabilities.pull)('says why an image cannot be pulled', async () => {
      const pulling = async () => {
        for await (const event of images.pull('registry.invalid/no-such:1')) void event;
      };
      await expect(pulling()).rejects.toMatchObject(rejection('engine-failed'));
    });
  });
}
