// Writes blobs and names into the image store of the engine whose data is in DATA, on and on: a program of its own, so
// that a test can kill it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { ImageStore } = await import('../store/images.ts');
const [, , data, round] = process.argv;
const store = new ImageStore(join(data, 'images'));
const [image] = await store.list();
for (let number = 0; ; number++) {
  await store.blobs.put(randomBytes(4_000_000));
  if (image) await store.name(image, `drydock/written-${round}-${number % 4}:latest`);
  process.stdout.write('written\n');
}
