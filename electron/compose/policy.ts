import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Healthcheck, PortBinding } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import { isInside } from '../storage/contained-path';

/**
 * How far a Compose file is trusted. A file that came with a course may name only what lies in its own folder, sees
 * nothing of this process's environment and serves this machine alone; what the learner gives the command line may do
 * what it may do with Docker's own.
 */
export interface ComposePolicy {
  readonly confined: boolean;
  /** Whether every published port gets a free one of this machine, so that two runs of a project do not meet. */
  readonly freePorts: boolean;
  /** Nobody waits long for a check: seconds that a container has to end, and most milliseconds between health checks. */
  readonly haste?: { readonly graceSeconds: number; readonly healthIntervalMs: number };
}

/** For what came with a course, run from the window. */
export const CONFINED: ComposePolicy = { confined: true, freePorts: false };
/** For the learner's own command line. */
export const TRUSTED: ComposePolicy = { confined: false, freePorts: false };
/** For checks, which run beside whatever the learner has running. */
export const CHECKING: ComposePolicy = {
  confined: true,
  freePorts: true,
  haste: { graceSeconds: 2, healthIntervalMs: 1000 },
};

/** Addresses that only this machine reaches. */
const LOOPBACK = /^(127\.|::1$)/;

/** What a published port becomes. */
export function portUnder(policy: ComposePolicy, port: PortBinding): PortBinding {
  const { hostAddress, ...rest } = policy.freePorts ? { ...port, hostPort: 0 } : port;
  if (hostAddress === undefined || (policy.confined && !LOOPBACK.test(hostAddress))) return rest;
  return { ...rest, hostAddress };
}

/** What a service's health check becomes. */
export function healthUnder({ haste }: ComposePolicy, check: Healthcheck): Healthcheck {
  if (!haste) return check;
  return { ...check, intervalMs: Math.min(check.intervalMs ?? Infinity, haste.healthIntervalMs) };
}

/**
 * The absolute path of what a file names. Throws `refused` for what a confined file may not name, and `not-found` for
 * what is not there.
 */
export async function pathUnder(
  policy: ComposePolicy,
  folder: string,
  written: string,
  where: { readonly file: string; readonly line?: number },
): Promise<string> {
  const path = resolve(folder, written.replace(/^~(?=$|[/\\])/, homedir()));
  const refused = new DrydockError({
    kind: 'refused',
    message: `"${written}" lies outside the folder of the Compose file, which is not given to containers.`,
    remedy: 'Name something in that folder, or use a named volume.',
    where,
  });
  const root = await realpath(folder);
  if (policy.confined && !isInside(root, path) && !isInside(folder, path)) throw refused;
  const real = await realpath(path).catch((cause: unknown) => {
    throw new DrydockError(
      {
        kind: 'not-found',
        message: `There is no "${written}" in ${folder}.`,
        remedy: 'Create it, or correct the path.',
        where,
      },
      { cause },
    );
  });
  if (policy.confined && !isInside(root, real)) throw refused;
  return policy.confined ? real : join(path);
}
