/** Compose files: their model, how they are read, and in which order services come. */
export * from './event';
export * from './model';
export { parseEnvFile } from './env-file';
export type { Variables } from './interpolate';
export { inOrder, selectServices } from './order';
export type { Selection } from './order';
export { parseCompose } from './parse';
export type { ParsedCompose } from './parse';
