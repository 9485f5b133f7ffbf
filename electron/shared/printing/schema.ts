import { z } from 'zod';
import { printFragments, printLayouts } from './model';

/** See `PrintOptions`. */
export const printOptionsSchema = z.strictObject({
  layout: z.enum(printLayouts),
  fragments: z.enum(printFragments),
});

/** What the printing page says when it is done. */
export const printOutcomeSchema = z.union([
  z.strictObject({ pages: z.number().int().min(0).max(100_000) }),
  z.strictObject({ failed: z.string().min(1).max(1000) }),
]);
