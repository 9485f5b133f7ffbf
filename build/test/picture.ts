import { existsSync, readFileSync } from 'node:fs';
import { StepError } from '../log';

/**
 * Makes sure that a screenshot is there and shows something: a page that never came up compresses to next to nothing.
 * @returns its size in words. @throws StepError naming the file.
 */
export function checkPicture(file: string, of: string): string {
  if (!existsSync(file)) throw new StepError(`${of} left no picture at ${file}.`);
  const png = readFileSync(file);
  // Width and height from the IHDR chunk (PNG specification, section 11.2.1).
  const [width, height] = png.length < 24 ? [0, 0] : [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (width < 600 || height < 400 || png.length < 4000) {
    throw new StepError(`${of} shows an empty window: ${width}x${height}, ${png.length} bytes (${file}).`);
  }
  return `${width}x${height}`;
}
