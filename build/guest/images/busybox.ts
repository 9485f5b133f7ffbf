import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import type { BaseImageRecipe } from './recipe';
import { extractPackage } from './packages';

/** The applets as links to one program, and the files that Docker Hub's busybox has beside them. */
export const busybox: BaseImageRecipe = {
  file: 'busybox.tar.gz',
  names: [
    'busybox:1.36',
    'busybox:latest',
    'busybox:stable',
    'busybox:1.35',
    'busybox:musl',
    'busybox:uclibc',
    'busybox:glibc',
  ],
  packages: ['busybox-static:i386'],
  config: {
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: ['sh'],
  },
  files(work) {
    const tree = extractPackage('busybox-static:i386', work);
    const program = join(tree, 'bin/busybox');
    const applets = execFileSync(program, ['--list'], { encoding: 'utf8' }).trim().split('\n');
    const folders = [
      'bin',
      'dev',
      'etc',
      'home',
      'proc',
      'root',
      'sys',
      'usr',
      'usr/bin',
      'usr/sbin',
      'sbin',
      'var',
      'var/spool',
      'var/spool/mail',
      'var/www',
    ];
    return [
      ...folders.map((path) => folder(`/${path}`, path === 'root' ? 0o700 : 0o755)),
      folder('/tmp', 0o1777),
      file('/bin/busybox', readFileSync(program), 0o755),
      ...applets.filter((name) => name !== 'busybox').map((name) => link(`/bin/${name}`, 'busybox')),
      link('/usr/bin/env', '/bin/env'),
      file('/etc/passwd', PASSWD),
      file('/etc/group', GROUP),
    ];
  },
};

const PASSWD = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`;

const GROUP = `root:x:0:
daemon:x:1:
www-data:x:33:
nobody:x:65534:
`;

/** Everything in a base image bears one date, so that the recipe gives the same bytes again. */
const common = { uid: 0, gid: 0, modified: 0 } as const;

function folder(path: string, mode: number): FileNode {
  return { ...common, path, type: 'directory', mode };
}

function file(path: string, content: string | Uint8Array, mode = 0o644): FileNode {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  return { ...common, path, type: 'file', mode, content: bytes };
}

function link(path: string, linkTarget: string): FileNode {
  return { ...common, path, type: 'symlink', mode: 0o777, linkTarget };
}
