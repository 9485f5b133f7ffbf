import { openssl } from './debian';
import { appended, file, folder, layerOf, link } from './nodes';
import { trimmed } from './packages';
import type { BaseImageRecipe } from './recipe';
import { upstreamVersion } from './recipe';

const OWNER = { uid: 999, gid: 999 };

/** The cache, with the data folder and the account of Docker Hub's image. */
export const redis: BaseImageRecipe = {
  id: 'redis',
  names: ['redis:7.0', 'redis:7.0-bookworm', 'redis:7', 'redis:7-bookworm', 'redis:bookworm', 'redis:latest'],
  about: "Debian's redis 7.0: server, command line and benchmark.",
  base: openssl,
  packages: ['redis-server:i386', 'redis-tools:i386', 'libatomic1:i386', 'libjemalloc2:i386', 'liblzf1:i386'],
  config: (packages) => ({
    Env: [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `REDIS_VERSION=${upstreamVersion(packages, 'redis-server')}`,
    ],
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/data',
  }),
  files(packages, _work, below) {
    return layerOf([
      ...packages.flatMap((each) => trimmed(each.nodes, [/^\/(var|etc)(\/|$)/])),
      appended(below, '/etc/passwd', 'redis:x:999:999::/home/redis:/bin/sh\n'),
      appended(below, '/etc/group', 'redis:x:999:\n'),
      folder('/data', 0o755, OWNER),
      file('/usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, 0o755),
      link('/usr/local/bin/redis-server', '/usr/bin/redis-server'),
    ]);
  },
};

/** As in Docker Hub's image, others may connect without a password: the container's network is its fence. */
const ENTRYPOINT = `#!/bin/sh
# A first option or a configuration file is meant for the server; the server never runs as root.
set -e
case "$1" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  case " $* " in
    *" --protected-mode "* | *.conf*) ;;
    *) set -- "$@" --protected-mode no ;;
  esac
  if [ "$(id -u)" = 0 ]; then
    chown redis:redis .
    exec setpriv --reuid=redis --regid=redis --clear-groups "$@"
  fi
fi
exec "$@"
`;
