import { z } from 'zod';
import { inkColors, inkLimits } from './ink';

const share = z.number().min(0).max(1);
const point = z.strictObject({ x: share, y: share });
const pixels = z.number().min(100).max(20_000);
const milliseconds = z.number().min(0).max(1e15);
const slideKey = z.string().min(1).max(1000);

export const roleSchema = z.enum(['audience', 'presenter']);
export const slideKeySchema = slideKey;
export const pointSchema = point.nullable();
export const displaySchema = z.union([z.number().int(), z.literal('window')]);

/** See `PresentationPatch`. */
export const presentationPatchSchema = z.strictObject({
  item: z.string().min(1).max(200).exactOptional(),
  slide: slideKey.exactOptional(),
  step: z.number().int().min(0).max(100_000).exactOptional(),
  blank: z.boolean().exactOptional(),
  scroll: share.exactOptional(),
  stage: z.strictObject({ width: pixels, height: pixels }).exactOptional(),
  clock: z
    .strictObject({
      before: milliseconds,
      since: milliseconds.nullable(),
      minutes: z.number().min(1).max(1440).nullable(),
    })
    .exactOptional(),
});

/** See `InkChange`. */
export const inkChangeSchema = z.union([
  z.strictObject({
    kind: z.literal('stroke'),
    stroke: z.strictObject({
      id: z.string().min(1).max(64),
      color: z.enum(inkColors),
      points: z.array(point).min(1).max(inkLimits.points),
    }),
  }),
  z.strictObject({ kind: z.literal('undo') }),
  z.strictObject({ kind: z.literal('clear') }),
]);
