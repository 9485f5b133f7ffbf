const mebibyte = 1024 * 1024;

/** What is read of a course, so that a hostile or damaged one costs neither memory nor time without end. Sizes in bytes. */
export const limits = {
  yaml: mebibyte,
  slides: 25 * mebibyte,
  stepText: mebibyte,
  labFile: mebibyte,
  /** Files of one lab's start or solution. */
  labFiles: 500,
  /** Files and folders of a course that are looked at. */
  entries: 5000,
  depth: 12,
} as const;

/** What an archive may hold. Checked against its directory before a byte is written. Sizes in bytes. */
export const archiveLimits = {
  file: 256 * mebibyte,
  entries: 5000,
  entry: 64 * mebibyte,
  total: 256 * mebibyte,
  /** Times that an entry over 1 MiB may grow; text rarely passes 20. */
  ratio: 200,
} as const;
