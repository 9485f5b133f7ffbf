import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { file, folder, link } from './nodes';
import type { BaseImageRecipe } from './recipe';

/** The applets as links to one program, and the files that Docker Hub's busybox has beside them. */
export const busybox: BaseImageRecipe = {
  id: 'busybox',
  about: "Debian's busybox 1.35 with its applets as links.",
  names: [
    'busybox:1.36',
    'busybox:latest',
    'busybox:stable',
    'busybox:1',
    'busybox:1.35',
    'busybox:musl',
    'busybox:uclibc',
    'busybox:glibc',
  ],
  packages: ['busybox-static:i386'],
  config: () => ({
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: ['sh'],
  }),
  files([busybox], work) {
    const content = busybox!.nodes.find((node) => node.path === '/usr/bin/busybox')!.content!;
    const program = join(work, 'busybox');
    writeFileSync(program, content, { mode: 0o755 });
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
      file('/bin/busybox', content, 0o755),
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
