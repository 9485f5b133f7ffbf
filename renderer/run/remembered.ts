import type { RunForm } from './order';

/** How each image was run last in this window, by its name: a new build of the same files is run as the one before. */
export const rememberedForms = new Map<string, RunForm>();
