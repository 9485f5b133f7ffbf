import { expect, it } from 'vitest';
import type { Guest } from './guest';
import { GuestLayers, layerName } from './guest-layers';
import { REQUEST } from './protocol/numbers';
import type { Digest } from './store/digest';

const LAYER: Digest = `sha256:${'ab'.repeat(32)}`;

/** A guest that takes a moment for everything, and has one place for a layer, as the real one. */
function slowGuest() {
  const asked: number[] = [];
  const ask = async (request: number) => {
    asked.push(request);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (asked.filter((each) => each === REQUEST.keep).length > 1) throw new Error('Directory not empty');
  };
  return { guest: { ask } as unknown as Guest, asked };
}

it('keeps a layer once that two builds make at the same time', async () => {
  const { guest, asked } = slowGuest();
  const layers = new GuestLayers();
  await Promise.all([layers.keep(guest, LAYER, 'one', 10), layers.keep(guest, LAYER, 'two', 10)]);
  expect(asked.filter((each) => each === REQUEST.keep)).toHaveLength(1);
  expect(asked.filter((each) => each === REQUEST.remove)).toHaveLength(1);
  const image = () => Promise.reject(new Error('it is there already'));
  expect(await layers.mount(guest, LAYER, image)).toBe(layerName(LAYER));
});

it('forgets a layer that could not be kept', async () => {
  const guest = { ask: () => Promise.reject(new Error('disk full')) } as unknown as Guest;
  const layers = new GuestLayers();
  await expect(layers.keep(guest, LAYER, 'one', 10)).rejects.toThrow('disk full');
  await expect(layers.mount(guest, LAYER, () => Promise.reject(new Error('asked for it')))).rejects.toThrow(
    'asked for it',
  );
});
