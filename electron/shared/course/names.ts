import { z } from 'zod';

/** Lower-case words joined by hyphens: names in addresses, file names and the journal. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, like first-build')
  .max(64);

/** A path inside its folder: relative, forward slashes, no `..`. */
export const innerPathSchema = z
  .string()
  .min(1)
  .max(512)
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\0]+$/, 'expected a relative path that stays inside its folder');
