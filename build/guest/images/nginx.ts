import { openssl } from './debian';
import { appended, file, folder, layerOf, link } from './nodes';
import { trimmed } from './packages';
import type { BaseImageRecipe } from './recipe';
import { upstreamVersion } from './recipe';

/** The web server, set up as people know it from Docker Hub's image. */
export const nginx: BaseImageRecipe = {
  id: 'nginx',
  names: [
    'nginx:1.22',
    'nginx:1.22-bookworm',
    'nginx:1',
    'nginx:stable',
    'nginx:stable-bookworm',
    'nginx:bookworm',
    'nginx:latest',
  ],
  about:
    "Debian's nginx 1.22, which serves /usr/share/nginx/html on port 80 and logs to the container's output.",
  base: openssl,
  packages: ['nginx:i386', 'nginx-common'],
  config: (packages) => ({
    Env: [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `NGINX_VERSION=${upstreamVersion(packages, 'nginx')}`,
    ],
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
  }),
  files(packages, _work, below) {
    const own = (name: string) => ({ uid: name === 'nginx' ? 101 : 0, gid: name === 'nginx' ? 101 : 0 });
    return layerOf([
      ...packages.flatMap((each) =>
        trimmed(each.nodes, [/^\/(usr\/share\/nginx|var|etc\/(?!nginx\/(mime|\w+_params)))/]),
      ),
      appended(below, '/etc/passwd', 'nginx:x:101:101:nginx user:/nonexistent:/bin/false\n'),
      appended(below, '/etc/group', 'nginx:x:101:\n'),
      file('/docker-entrypoint.sh', ENTRYPOINT, 0o755),
      folder('/docker-entrypoint.d'),
      file('/etc/nginx/nginx.conf', MAIN),
      file('/etc/nginx/conf.d/default.conf', SITE),
      file(
        '/usr/share/nginx/html/index.html',
        page('Welcome to nginx!', 'The web server works. Put your own pages into /usr/share/nginx/html.'),
      ),
      file('/usr/share/nginx/html/50x.html', page('Error', 'The page cannot be served just now.')),
      ...['body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'].map((name) =>
        folder(`/var/lib/nginx/${name}`, 0o700, own('nginx')),
      ),
      folder('/var/cache/nginx'),
      folder('/var/log/nginx'),
      link('/var/log/nginx/access.log', '/dev/stdout'),
      link('/var/log/nginx/error.log', '/dev/stderr'),
    ]);
  },
};

const ENTRYPOINT = `#!/bin/sh
# Runs the scripts of /docker-entrypoint.d in order, then the command.
set -e
if [ "$1" = nginx ]; then
  for script in /docker-entrypoint.d/*.sh; do
    [ ! -x "$script" ] || "$script"
  done
fi
exec "$@"
`;

const MAIN = `user nginx;
worker_processes 1;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /var/log/nginx/access.log;
    sendfile on;
    keepalive_timeout 65;
    include /etc/nginx/conf.d/*.conf;
}
`;

const SITE = `server {
    listen 80;
    server_name localhost;

    location / {
        root /usr/share/nginx/html;
        index index.html index.htm;
    }

    error_page 500 502 503 504 /50x.html;
    location = /50x.html {
        root /usr/share/nginx/html;
    }
}
`;

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
<p>${text}</p>
</body>
</html>
`;
}
