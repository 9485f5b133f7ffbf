/** What a shell ends with for a program that is not there, and for one that may not be run (POSIX, 2.8.2). */
export const EXIT_CODE = { notFound: 127, notExecutable: 126 } as const;
