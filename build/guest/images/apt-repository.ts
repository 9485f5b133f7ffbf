import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import { file } from './nodes';
import type { DebianPackage } from './packages';

/** What `apt-get install` finds in the image: small programs that Dockerfiles are fond of. */
export const REPOSITORY_PACKAGES = [
  ...'tree jq libjq1 libonig5 less figlet file libmagic1 libmagic-mgc procps libproc2-0 libncursesw6 netcat-openbsd libbsd0 zip unzip xxd bc libreadline8 make'
    .split(' ')
    .map((name) => `${name}:i386`),
  'readline-common',
];

const FOLDER = '/usr/share/drydock/apt';

/** The packages as a flat repository in the image, and apt's settings to use it. */
export function aptRepository(packages: readonly DebianPackage[]): FileNode[] {
  const archives = packages.map((each) => ({ ...each, bytes: readFileSync(each.archive) }));
  const index = archives.map(({ control, archive, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return `${control.trimEnd()}\nFilename: ./${fileName(archive)}\nSize: ${bytes.length}\nSHA256: ${sha256}\n`;
  });
  const list = new TextEncoder().encode(index.join('\n'));
  const sum = createHash('sha256').update(list).digest('hex');
  return [
    ...archives.map(({ archive, bytes }) => file(`${FOLDER}/${fileName(archive)}`, bytes)),
    file(`${FOLDER}/Packages`, list),
    file(
      `${FOLDER}/Release`,
      `Origin: Drydock\nLabel: Drydock offline packages\nSuite: bookworm\nCodename: bookworm\nArchitectures: i386 all\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n ${sum} ${list.length} Packages\n`,
    ),
    file(
      '/etc/apt/sources.list.d/drydock.list',
      `# Offline packages that come with this image. Debian's own archive needs a network.\ndeb [trusted=yes] file:${FOLDER} ./\n`,
    ),
    file('/etc/apt/apt.conf.d/90drydock', 'APT::Sandbox::User "root";\n'),
  ];
}

/** Epochs are written with an escape in the names that apt gives to files. */
function fileName(archive: string): string {
  return basename(archive).replace(/%3a/g, '.');
}
