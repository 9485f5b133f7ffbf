import { describe, expect, it } from 'vitest';
import { discoverPodman } from './podman';

/** The address found where these paths are there. */
function found(
  platform: NodeJS.Platform,
  there: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string | undefined {
  const home = platform === 'darwin' ? '/Users/ada' : '/home/ada';
  const exists = (path: string) => there.includes(path);
  return discoverPodman({ env, home, platform, exists })[0]?.address;
}

describe('finding Podman', () => {
  const rootless = '/run/user/1000/podman/podman.sock';
  const rootful = '/run/podman/podman.sock';
  const env = { XDG_RUNTIME_DIR: '/run/user/1000' };

  it('takes CONTAINER_HOST before everything else', () => {
    expect(found('linux', [rootful], { ...env, CONTAINER_HOST: 'unix:///x.sock' })).toBe('unix:///x.sock');
  });

  it('takes the rootless service before the rootful one on Linux', () => {
    expect(found('linux', [rootless, rootful], env)).toBe(`unix://${rootless}`);
    expect(found('linux', [rootful], env)).toBe(`unix://${rootful}`);
    expect(found('linux', [rootful])).toBe(`unix://${rootful}`);
    expect(found('linux', [], env)).toBeUndefined();
  });

  it.each([
    '/Users/ada/.local/share/containers/podman/machine/podman.sock',
    '/Users/ada/.local/share/containers/podman/machine/qemu/podman.sock',
    '/Users/ada/.local/share/containers/podman/machine/applehv/podman.sock',
    '/Users/ada/.local/share/containers/podman/machine/libkrun/podman.sock',
    '/var/folders/ab/T/podman/podman-machine-default-api.sock',
  ])('finds the machine of macOS at %s', (socket) => {
    expect(found('darwin', [socket], { TMPDIR: '/var/folders/ab/T/' })).toBe(`unix://${socket}`);
  });

  it('finds the pipes of Windows', () => {
    const pipe = '//./pipe/podman-machine-default';
    expect(found('win32', [pipe])).toBe(`npipe://${pipe}`);
    expect(found('win32', [])).toBeUndefined();
  });
});
