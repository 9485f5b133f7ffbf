/** Largest file that is edited, in bytes: 1 MiB. Larger ones are listed and built, not opened. */
export const maxTextBytes = 1024 * 1024;
export { maxListedFiles as maxFiles } from '../shared/workspace/limits';
/** How deep folders are followed. */
export const maxDepth = 12;
