import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../electron/engines/engine';
import { outlineLayers } from '../../../electron/shared/engine/layer-outline';
import type { BenchRow } from '../bench';
import { timed } from '../statistics';
import { BASE, build, contextOf } from './builds';

/** Name of the image of 200 MB. */
export const LARGE = 'drydock/bench-large:latest';

/** Builds the image of 200 MB, in 17 layers. */
export async function buildLarge(engine: Engine): Promise<void> {
  const parts = Array.from({ length: 8 }, (_, index) => index);
  const folder = contextOf(
    `FROM ${BASE}\n${parts.map((part) => `COPY part-${part} /data/part-${part}\nRUN cp -r /bin /copy-${part}`).join('\n')}\n`,
  );
  for (const part of parts)
    writeFileSync(join(folder, `part-${part}`), Buffer.alloc(23e6, `${part}lorem ipsum`));
  await build(engine, folder, false, () => undefined, undefined, LARGE);
  rmSync(folder, { recursive: true });
}

/** What the image explorer asks an engine for when an image of 200 MB is opened, and then for each of its layers. */
export async function explorer(engine: Engine): Promise<BenchRow[]> {
  const { id, size } = await engine.images.inspect(LARGE);
  const image = `an image of ${Math.round(size / 1e6)} MB`;
  const outlined = await timed(async () => {
    const [details, history] = await Promise.all([engine.images.inspect(id), engine.images.history(id)]);
    outlineLayers(details, history);
  });
  const read = await timed(() => engine.images.layers(id));
  const again = await timed(() => engine.images.layers(id));
  const count = (await engine.images.layers(id)).layers.length;
  const each: number[] = [];
  for (let layer = 0; layer < count; layer++) each.push(await timed(() => engine.images.files(id, layer)));
  const within = (most: number) => ({ unit: 'ms', budget: { of: 'value', most } }) as const;
  return [
    { what: `layers, sizes and history of ${image}`, value: outlined, ...within(1000) },
    {
      what: `all files of ${image}, read for the first time`,
      value: read,
      unit: 'ms',
      note: 'The engine packs the whole image for it, like docker save, and the window shows how far it is.',
    },
    { what: `what each layer of ${image} does, again`, value: again, ...within(50) },
    { what: `files of a layer of it, the slowest of ${count}`, value: Math.max(...each), ...within(50) },
  ];
}
