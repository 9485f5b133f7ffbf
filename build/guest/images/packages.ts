import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import { readLayer } from '../../../electron/engines/embedded/layer/read-layer';

/** A Debian package as it was downloaded. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Source package and its version, by which Debian's archive and snapshot.debian.org have the source. */
  readonly source: string;
  /** Short names of the licences that its copyright file lists; empty where that file is free text. */
  readonly licences: readonly string[];
  /** The archive itself. */
  readonly archive: string;
  /** Its files, with the folders of a merged /usr. */
  readonly nodes: readonly FileNode[];
  /** Its paragraph for the list of installed packages. */
  readonly control: string;
}

const MAX_BYTES = 512 * 1024 * 1024;

/** Downloads Debian packages, `name` or `name:architecture`, into `work`, and reads them. Each is fetched once. */
export async function debianPackages(
  names: readonly string[],
  work: string,
): Promise<readonly DebianPackage[]> {
  const folder = join(work, 'packages');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777); // apt downloads as a user of its own
  const missing = names.filter((name) => archiveOf(name, folder) === undefined);
  if (missing.length > 0) {
    execFileSync('apt-get', ['download', '-qq', ...missing], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return Promise.all(
    names.map((name) => {
      const archive = archiveOf(name, folder);
      if (archive !== undefined) return readPackage(join(folder, archive));
      throw new Error(
        `apt-get gave no ${name}: run "dpkg --add-architecture i386 && apt-get update" as root.`,
      );
    }),
  );
}

function archiveOf(name: string, folder: string): string | undefined {
  const [plain] = name.split(':');
  return readdirSync(folder).find((file) => file.startsWith(`${plain}_`) && file.endsWith('.deb'));
}

async function readPackage(archive: string): Promise<DebianPackage> {
  const options = { maxBuffer: MAX_BYTES };
  const control = execFileSync('dpkg-deb', ['-f', archive], { ...options, encoding: 'utf8' });
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(control)?.[1];
  const { nodes } = await readLayer(execFileSync('dpkg-deb', ['--fsys-tarfile', archive], options));
  const [name = '', version = ''] = [field('Package'), field('Version')];
  const source = field('Source') ?? name;
  return {
    name,
    version,
    architecture: field('Architecture') ?? '',
    source: source.includes('(') ? source.replace(/[()]/g, '') : `${source} ${version}`,
    licences: licencesOf(nodes, name),
    archive,
    nodes: nodes.map(underUsr),
    control,
  };
}

/** Debian 12 has one /usr: /bin, /sbin and /lib are links into it. */
function underUsr(node: FileNode): FileNode {
  const move = (path: string) => path.replace(/^\/(bin|sbin|lib)(?=\/|$)/, '/usr/$1');
  const path = move(node.path);
  return node.type === 'hardlink'
    ? { ...node, path, linkTarget: move(node.linkTarget ?? '') }
    : { ...node, path };
}

function licencesOf(nodes: readonly FileNode[], name: string): string[] {
  const node = nodes.find((each) => each.path === `/usr/share/doc/${name}/copyright`);
  const text = new TextDecoder().decode(node?.content);
  const names = [...text.matchAll(/^License: *(\S.*?)\s*$/gm)].map((match) => match[1]!);
  return [...new Set(names)].filter((each) => each.length < 60).sort();
}

const UNNEEDED = [
  /^\/usr\/share\/doc\/(?!.*\/copyright$)[^/]+\/.+/,
  /^\/usr\/share\/(man|info|locale|lintian|bug|bash-completion|menu|pixmaps|icons|applications|zsh|vim|emacs|apport|gcc|gdb|common-licenses\/.*-1$)(\/|$)/,
  /^\/usr\/lib\/(systemd|udev|tmpfiles\.d|sysusers\.d|valgrind)(\/|$)/,
  /^\/usr\/lib\/i386-linux-gnu\/(gconv|audit|engines-3|perl-base\/unicore)(\/|$)/,
  /^\/etc\/(init\.d|cron\.\w+|logrotate\.d|default|ufw|apport|kernel|pam\.d|security|profile\.d|logcheck)(\/|$)/,
  /^\/usr\/share\/(polkit-1|initramfs-tools|gdb|perl5|i18n|debianutils|misc|libc-bin|adduser\/|util-linux)(\/|$)/,
  /^\/usr\/lib\/python3(\/|$)/,
];

/** What a container can do without: manuals, translations, service files. Copyright notices stay. */
export function trimmed(nodes: readonly FileNode[], also: readonly RegExp[] = []): FileNode[] {
  const patterns = [...UNNEEDED, ...also];
  return nodes.filter((node) => !patterns.some((pattern) => pattern.test(node.path)));
}
