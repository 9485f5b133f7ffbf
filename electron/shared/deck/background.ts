import type { SlideBackground } from './model';

const COLOR = /^(?:#[\da-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s,.%/deg]+\))$/i;
const SIZE = /^(?:cover|contain|auto|[\d.]+(?:%|px|em)(?: [\d.]+(?:%|px|em))?)$/;

/**
 * Reads `background-…` values as pandoc and reveal.js name them; `background` alone may be a colour or a picture.
 * Everything that is no plain colour, size or number is left out, so that no style can be smuggled in.
 */
export function readBackground(values: Readonly<Record<string, string>>): SlideBackground {
  const either = values['background'] ?? '';
  const color = values['background-color'] ?? (COLOR.test(either) ? either : '');
  const image = values['background-image'] ?? (COLOR.test(either) ? '' : either);
  const size = values['background-size'] ?? '';
  const opacity = Number(values['background-opacity'] ?? Number.NaN);
  return {
    ...(COLOR.test(color) && { color }),
    ...(image && { image: image.replace(/^url\(["']?(.*?)["']?\)$/, '$1') }),
    ...(SIZE.test(size) && { size }),
    ...(opacity >= 0 && opacity <= 1 && { opacity }),
  };
}
