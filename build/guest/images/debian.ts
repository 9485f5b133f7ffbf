import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import { aptRepository, REPOSITORY_PACKAGES } from './apt-repository';
import { file, folder, layerOf, link, textOf } from './nodes';
import type { DebianPackage } from './packages';
import { trimmed } from './packages';
import type { BaseImageRecipe } from './recipe';

/** Shell, tools, dpkg, apt and what adds users. No perl, and no way of apt into a network. */
const PACKAGES = [
  'base-files:i386',
  'base-passwd:i386',
  ...each386(
    'bash dash coreutils debianutils diffutils findutils grep gzip hostname mawk sed tar dpkg apt passwd',
  ),
  ...each386(
    'libc6 libc-bin libgcc-s1 libstdc++6 libcrypt1 zlib1g libbz2-1.0 liblzma5 libzstd1 liblz4-1 libmd0',
  ),
  ...each386(
    'libacl1 libattr1 libgmp10 libtinfo6 libselinux1 libpcre2-8-0 libcap2 libcap-ng0 libxxhash0 libudev1',
  ),
  ...each386(
    'libapt-pkg6.0 libgcrypt20 libgpg-error0 libsystemd0 libseccomp2 libaudit1 libpam0g libsemanage2 libsepol2',
  ),
  ...each386('util-linux login'),
  'ncurses-base',
  'libaudit-common',
  'libsemanage-common',
  'debian-archive-keyring',
  'init-system-helpers',
];

/** Packages of which images for containers use a part only: the others work on disks and terminals. */
const PARTLY: Readonly<Record<string, RegExp>> = {
  'util-linux': /^\/usr\/s?bin\/(setpriv|getopt|flock|findmnt|mount|lscpu|nsenter|unshare)$/,
  login: /^\/(usr\/sbin\/nologin|etc\/login\.defs)$/,
};

/** A small Debian with dpkg and apt. */
export const debian: BaseImageRecipe = {
  id: 'debian',
  names: [
    'debian:bookworm-slim',
    'debian:bookworm',
    'debian:12-slim',
    'debian:12',
    'debian:stable-slim',
    'debian:stable',
    'debian:latest',
  ],
  about:
    'A trimmed Debian 12 with dpkg and apt. apt-get installs from a small package source that lies in the image, and from no network.',
  packages: [...PACKAGES, ...REPOSITORY_PACKAGES],
  config: () => ({
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: ['bash'],
  }),
  files(packages) {
    const installed = packages.slice(0, PACKAGES.length);
    const all = installed.flatMap((each) => each.nodes);
    return layerOf([
      ...installed.flatMap((each) => trimmed(each.nodes, TRIMMED).filter((node) => belongs(each, node))),
      ...['bin', 'sbin', 'lib'].map((name) => link(`/${name}`, `usr/${name}`)),
      ...['boot', 'dev', 'home', 'media', 'mnt', 'opt', 'proc', 'run', 'srv', 'sys'].map((name) =>
        folder(`/${name}`),
      ),
      folder('/root', 0o700),
      folder('/tmp', 0o1777),
      folder('/var/tmp', 0o1777),
      folder('/var/lib/apt/lists/partial'),
      folder('/var/cache/apt/archives/partial'),
      folder('/var/log/apt'),
      folder('/run/lock', 0o1777),
      ...['bin', 'etc', 'games', 'include', 'lib', 'sbin', 'share', 'src'].map((name) =>
        folder(`/usr/local/${name}`),
      ),
      file('/usr/sbin/adduser', ADDUSER, 0o755),
      link('/usr/sbin/addgroup', 'adduser'),
      link('/usr/bin/sh', 'dash'),
      link('/usr/bin/awk', 'mawk'),
      link('/usr/bin/which', 'which.debianutils'),
      link('/var/run', '/run'),
      link('/var/lock', '/run/lock'),
      file(
        '/etc/passwd',
        `${textOf(all, '/usr/share/base-passwd/passwd.master')}_apt:*:42:65534::/nonexistent:/usr/sbin/nologin\n`,
      ),
      file('/etc/group', textOf(all, '/usr/share/base-passwd/group.master')),
      file('/etc/shadow', 'root:*:19000:0:99999:7:::\n', 0o640, { gid: 42 }),
      file('/etc/gshadow', 'root:*::\n', 0o640, { gid: 42 }),
      file('/etc/debian_version', '12\n'),
      file('/etc/shells', '/bin/sh\n/bin/bash\n/bin/dash\n'),
      file('/etc/ld.so.conf', 'include /etc/ld.so.conf.d/*.conf\n'),
      file('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n'),
      file('/root/.bashrc', "# Drydock's stand-in for Debian\nPS1='\\u@\\h:\\w\\$ '\n"),
      file('/root/.profile', '[ -z "$BASH" ] || . ~/.bashrc\n'),
      ...database(installed),
      ...aptRepository(packages.slice(PACKAGES.length)),
    ]);
  },
};

const TRIMMED = [
  /^\/usr\/lib\/apt\/(methods\/(https?|ftp|mirror.*|rred|rsh|ssh|cdrom)|planners|solvers)(\/|$)/,
  /^\/usr\/share\/(keyrings|base-files|perl|doc-base|terminfo\/(?!.\/(xterm|xterm-256color|linux|vt100|dumb|ansi)$))/,
  /^\/usr\/bin\/(perlbug|perlthanks|bashbug|localedef|zdump|catchsegv|iconv|pldd|sotruss)$/,
  /^\/usr\/sbin\/(iconvconfig|zic|nscd)$/,
  /^\/etc\/(apt\/trusted\.gpg\.d|update-motd\.d|issue.*|motd)(\/|$)/,
];

/** Debian's adduser is written in perl, which would be a fifth of the image. */
const ADDUSER = `#!/bin/sh
# adduser and addgroup for Drydock's small Debian: the usual options, carried out by useradd and groupadd.
set -e
program=$(basename "$0")
system= home= no_home= shell= uid= gid= ingroup= group= name= second= gecos=
while [ $# -gt 0 ]; do
  option=$1
  case "$option" in
    --*=*) value=\${option#*=} option=\${option%%=*} ;;
    --home | --shell | --uid | --gid | --ingroup | --gecos | --comment) value=$2; [ $# -lt 2 ] || shift ;;
  esac
  case "$option" in
    --system) system=1 ;;
    --group) group=1 ;;
    --home) home=$value ;;
    --no-create-home) no_home=1 ;;
    --shell) shell=$value ;;
    --uid) uid=$value ;;
    --gid) gid=$value ;;
    --ingroup) ingroup=$value ;;
    --gecos | --comment) gecos=$value ;;
    --disabled-password | --disabled-login | --quiet | -q | --force-badname | --allow-bad-names) ;;
    -*) echo "$program: Drydock's small adduser does not know the option $option; useradd may." >&2; exit 1 ;;
    *) if [ -z "$name" ]; then name=$option; else second=$option; fi ;;
  esac
  shift
done
[ -n "$name" ] || { echo "$program: a name is missing" >&2; exit 1; }
if [ "$program" = addgroup ] || { [ -n "$group" ] && [ -z "$system" ]; }; then
  exec groupadd \${system:+--system} \${gid:+--gid "$gid"} "$name"
fi
if [ -n "$second" ]; then exec usermod --append --groups "$second" "$name"; fi
if [ -n "$system" ]; then
  [ -n "$group$ingroup$gid" ] || ingroup=nogroup
  if [ -n "$group" ]; then set -- --user-group; else set --; fi
  exec useradd --system "$@" \${gid:+--gid "$gid"} \${ingroup:+--gid "$ingroup"} \${uid:+--uid "$uid"} \
    --home-dir "\${home:-/nonexistent}" --shell "\${shell:-/usr/sbin/nologin}" \${gecos:+--comment "$gecos"} "$name"
fi
if [ -n "$no_home" ]; then set -- --no-create-home; else set -- --create-home; fi
exec useradd "$@" \${gid:+--gid "$gid"} \${ingroup:+--gid "$ingroup"} \${uid:+--uid "$uid"} \
  --home-dir "\${home:-/home/$name}" --shell "\${shell:-/bin/bash}" \${gecos:+--comment "$gecos"} "$name"
`;

function belongs({ name }: DebianPackage, node: FileNode): boolean {
  const wanted = PARTLY[name];
  return wanted === undefined || wanted.test(node.path) || /^\/usr\/share\/doc(\/|$)/.test(node.path);
}

/**
 * dpkg's list of what is installed. Dependencies are left out: what was trimmed away would count as broken, and apt
 * refuses to work then.
 */
function database(packages: readonly DebianPackage[]): FileNode[] {
  const folded = (control: string, field: string) =>
    control.replace(new RegExp(`^${field}:.*\\n(?:[ \\t].*\\n)*`, 'gm'), '');
  const status = packages.map(({ control }) => {
    const fields = ['Depends', 'Pre-Depends', 'Recommends', 'Suggests', 'Conffiles'].reduce(folded, control);
    return fields.replace(/^(Package: .*\n)/, '$1Status: install ok installed\n').trimEnd();
  });
  const lists = packages.map(({ name, architecture, control, nodes }) => {
    const shared = /^Multi-Arch: same$/m.test(control) ? `${name}:${architecture}` : name;
    const paths = trimmed(nodes, TRIMMED).map((node) => (node.path === '/' ? '/.' : node.path));
    return file(`/var/lib/dpkg/info/${shared}.list`, `${paths.join('\n')}\n`);
  });
  return [
    file('/var/lib/dpkg/status', `${status.join('\n\n')}\n\n`),
    file('/var/lib/dpkg/available', ''),
    file('/var/lib/dpkg/arch', 'i386\n'),
    folder('/var/lib/dpkg/updates'),
    folder('/var/lib/dpkg/triggers'),
    folder('/var/lib/dpkg/alternatives'),
    ...lists,
    file(
      '/etc/dpkg/dpkg.cfg.d/drydock',
      '# The store below keeps what is written; flushing each file only costs time.\nforce-unsafe-io\n',
    ),
  ];
}

/** What Python, the web server and the cache have in common beyond Debian: one layer that they share. */
export const openssl: BaseImageRecipe = {
  id: 'openssl',
  names: [],
  about: '',
  base: debian,
  packages: ['libssl3:i386'],
  config: () => ({}),
  files: (packages) => layerOf(packages.flatMap((each) => trimmed(each.nodes))),
};

function each386(names: string): string[] {
  return names.split(' ').map((name) => `${name}:i386`);
}
