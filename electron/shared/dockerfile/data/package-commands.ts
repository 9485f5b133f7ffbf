/** Subcommands and flags of package managers that are useful in a build. */
export const PACKAGE_COMMANDS: Readonly<
  Record<string, { subcommands: readonly string[]; flags: readonly string[] }>
> = {
  'apt-get': {
    subcommands: ['update', 'install', 'upgrade', 'purge', 'autoremove', 'clean'],
    flags: ['-y', '--no-install-recommends', '-qq'],
  },
  apk: {
    subcommands: ['add', 'del', 'update', 'upgrade'],
    flags: ['--no-cache', '--virtual', '--update-cache'],
  },
  dnf: {
    subcommands: ['install', 'remove', 'clean all', 'update'],
    flags: ['-y', '--setopt=install_weak_deps=False', '--nodocs'],
  },
  yum: {
    subcommands: ['install', 'remove', 'clean all', 'update'],
    flags: ['-y', '--setopt=tsflags=nodocs'],
  },
  zypper: { subcommands: ['install', 'remove', 'clean', 'refresh'], flags: ['-n', '--no-recommends'] },
  pip: {
    subcommands: ['install', 'uninstall', 'wheel', 'cache purge'],
    flags: ['--no-cache-dir', '-r', '--upgrade', '--user'],
  },
  npm: {
    subcommands: ['ci', 'install', 'run', 'prune', 'cache clean --force'],
    flags: ['--omit=dev', '--ignore-scripts', '-g'],
  },
  yarn: {
    subcommands: ['install', 'add', 'build', 'cache clean'],
    flags: ['--frozen-lockfile', '--production', '--immutable'],
  },
  pnpm: { subcommands: ['install', 'add', 'build', 'prune'], flags: ['--frozen-lockfile', '--prod'] },
  go: {
    subcommands: ['mod download', 'build', 'install', 'test', 'vet'],
    flags: ['-o', '-trimpath', '-ldflags="-s -w"'],
  },
  cargo: { subcommands: ['build', 'install', 'fetch', 'test'], flags: ['--release', '--locked', '--path'] },
  gem: { subcommands: ['install', 'update', 'cleanup'], flags: ['--no-document', '-v'] },
  mvn: { subcommands: ['package', 'dependency:go-offline', 'verify'], flags: ['-B', '-DskipTests', '-o'] },
};
