/** What the agent could not do, with the errno the kernel gave. */
export class GuestError extends Error {
  override readonly name = 'GuestError';
  readonly errno: number;

  constructor(errno: number, message: string) {
    super(message);
    this.errno = errno;
  }
}

/** The machine is gone: it crashed, hung or was stopped. What was asked of it will never be answered. */
export class GuestLost extends Error {
  override readonly name = 'GuestLost';
}

/** Numbers of Linux (asm-generic/errno-base.h) that mean something to us. */
export const ERRNO = {
  notFound: 2,
  tooBig: 7,
  notExecutable: 8,
  permission: 13,
  exists: 17,
  notFolder: 20,
  noSpace: 28,
} as const;
