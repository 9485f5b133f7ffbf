import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { ImageLayers, ImageReading } from '../../electron/shared/engine/layer';
import { invoke, on } from '../api';

/** What is read of an image's layers. */
export interface LayersInReading {
  /** All of them, once the image was read; null before, and where it could not be. */
  readonly layers: ShallowRef<ImageLayers | null>;
  /** How far it is; null when nothing is being read. */
  readonly reading: ShallowRef<ImageReading | null>;
}

/**
 * Reads the layers of an image for as long as the caller shows it. Why one could not be read is told to whoever asks
 * for its files, which fails likewise.
 *
 * @param image The image's id; null for none.
 */
export function useImageLayers(image: () => string | null): LayersInReading {
  const layers = shallowRef<ImageLayers | null>(null);
  const reading = shallowRef<ImageReading | null>(null);
  let round = 0;

  const stop = on('images.reading', (news) => {
    if (news.image === image() && layers.value === null) reading.value = news.reading;
  });

  async function read(id: string): Promise<void> {
    const mine = ++round;
    const answer = await invoke('images.layers', id).catch(() => null);
    if (mine !== round) return;
    layers.value = answer;
    reading.value = null;
  }

  function leave(id: string): void {
    round++;
    void invoke('images.leave', id).catch(() => undefined); // nobody waits for it
  }

  watch(
    image,
    (now, before) => {
      layers.value = null;
      reading.value = null;
      if (before) leave(before);
      if (now !== null) void read(now);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    stop();
    const id = image();
    if (id !== null) leave(id);
  });
  return { layers, reading };
}
