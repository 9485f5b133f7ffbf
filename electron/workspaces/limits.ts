/** Largest file that is edited, in bytes: 1 MiB. Larger ones are listed and built, not opened. */
export const maxTextBytes = 1024 * 1024;
/** Most files that a workspace lists or lets the app add. What another program adds beyond that is left alone. */
export const maxFiles = 500;
/** How deep folders are followed. */
export const maxDepth = 12;
