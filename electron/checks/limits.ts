/** Bytes of output that a check looks at. */
export const OUTPUT_CAP = 1024 * 1024;
