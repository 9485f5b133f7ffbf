/** Whether a colour calls for the text of the light or of the dark theme on it. */
export type Tone = 'light' | 'dark';

/** Relative luminance at which black and white text have the same contrast. @see WCAG 2.2, "contrast ratio" */
const MIDDLE = 0.179;
const known = new Map<string, Tone | undefined>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** @returns undefined for what is no colour, or lets through what lies behind it. */
export function toneOf(color: string): Tone | undefined {
  if (!known.has(color)) known.set(color, luminanceOf(color));
  return known.get(color);
}

function luminanceOf(color: string): Tone | undefined {
  // A canvas knows all names and notations of colours, and gives each in one of two.
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return undefined;
  canvas.fillStyle = 'rgb(0 0 0 / 0)';
  canvas.fillStyle = color;
  const channels = channelsOf(String(canvas.fillStyle));
  if (!channels) return undefined;
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE ? 'light' : 'dark';
}

/** From 0 to 1; undefined for a colour that is more clear than not. */
function channelsOf(color: string): number[] | undefined {
  if (color.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0, alpha = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return alpha < 0.5 ? undefined : [red / 255, green / 255, blue / 255];
}

/** What an author gave a background of its own gets text that can be read on it, in both themes. */
export function showTones(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>('[style*="background-color"]')) {
    const tone = toneOf(element.style.backgroundColor);
    if (tone) element.dataset['theme'] = tone;
  }
}
