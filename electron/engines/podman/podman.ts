import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../docker/endpoint';
import type { Surroundings } from '../docker/connection';

/**
 * Finds Podman's sockets: CONTAINER_HOST, then the rootless and the rootful service, then those of Podman machines. It
 * speaks Docker's API through its compatible service, with these differences: builds go through Buildah, so there is
 * no BuildKit, both outputs of a step come mixed, and an instruction is read only when its turn comes; a COPY from a
 * stage that is not there ends the service of 4.3, so such a build is not sent; its cache takes a step for unchanged
 * whatever the values of build arguments, so a build with some is made without it; image names are written in full
 * (`docker.io/library/...`) and shown without what goes without saying; health checks need timers of systemd, or
 * somebody who looks (health.ts); on an internal network names are not resolved.
 */
export function discoverPodman(surroundings: Surroundings): readonly Endpoint[] {
  const exists = surroundings.exists ?? existsSync;
  const address = surroundings.env.CONTAINER_HOST ?? firstSocket(surroundings, exists);
  return address === undefined ? [] : [{ id: 'podman', kind: 'podman', name: 'Podman', address }];
}

function firstSocket(
  { env, home, platform }: Surroundings,
  exists: (path: string) => boolean,
): string | undefined {
  if (platform === 'win32') {
    const pipe = '//./pipe/podman-machine-default';
    return exists(pipe) ? `npipe://${pipe}` : undefined;
  }
  const machine = join(home, '.local', 'share', 'containers', 'podman', 'machine');
  const candidates = [
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'podman', 'podman.sock')] : []),
    '/run/podman/podman.sock',
    join(machine, 'podman.sock'),
    join(machine, 'qemu', 'podman.sock'),
    join(machine, 'applehv', 'podman.sock'),
    join(machine, 'libkrun', 'podman.sock'),
    // Since Podman 5 on macOS.
    ...(env.TMPDIR ? [join(env.TMPDIR, 'podman', 'podman-machine-default-api.sock')] : []),
  ];
  const found = candidates.find((path) => exists(path));
  return found === undefined ? undefined : `unix://${found}`;
}
