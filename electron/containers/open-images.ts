import type { ReadingOptions } from '../engines/images';
import type { ImageReading } from '../shared/engine/layer';

/** Images that the window looks into. What is still read of one ends when the window leaves it. */
export class OpenImages {
  readonly #tell: (image: string, reading: ImageReading) => void;
  readonly #open = new Map<string, AbortController>();

  constructor(tell: (image: string, reading: ImageReading) => void) {
    this.#tell = tell;
  }

  /** For a reading whose progress is told to the window. */
  told(image: string): ReadingOptions {
    return { ...this.joined(image), onProgress: (reading) => this.#tell(image, reading) };
  }

  /** For a further reading of the same image. */
  joined(image: string): ReadingOptions {
    const controller = this.#open.get(image) ?? new AbortController();
    this.#open.set(image, controller);
    return { signal: controller.signal };
  }

  /** The window no longer shows the image. */
  leave(image: string): void {
    this.#open.get(image)?.abort();
    this.#open.delete(image);
  }

  close(): void {
    for (const image of [...this.#open.keys()]) this.leave(image);
  }
}
