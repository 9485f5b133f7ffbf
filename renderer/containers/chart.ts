/** A live chart's data: the newest values, at most so many. */
export function withSample(values: readonly number[], value: number, most: number): readonly number[] {
  return [...values, value].slice(-most);
}

/** The upper end of a scale: the least of 1, 2 or 5 times a power of ten that nothing passes. */
export function scaleTop(values: readonly number[], least: number): number {
  const largest = Math.max(least, ...values);
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((factor) => factor * power).find((top) => top >= largest * 0.999) ?? largest;
}

/** The line of a chart in a box of `width` by `height`, newest at the right; room is kept for `most` values. */
export function chartLine(
  values: readonly number[],
  top: number,
  { width, height, most }: { readonly width: number; readonly height: number; readonly most: number },
): string {
  const step = width / Math.max(1, most - 1);
  const start = width - (values.length - 1) * step;
  return values
    .map((value, index) => {
      const x = start + index * step;
      const y = height - (Math.min(Math.max(value, 0), top) / top) * height;
      return `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`;
    })
    .join('');
}

/** The differences of a counter per second, from samples of it; a counter that began anew counts from zero. */
export function rate(before: number, after: number, seconds: number): number {
  if (seconds <= 0) return 0;
  return Math.max(0, after < before ? after : after - before) / seconds;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
