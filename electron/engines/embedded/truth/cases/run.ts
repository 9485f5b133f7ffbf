import { cases } from '../case';

/** Newer BuildKit takes away the folders that it made to mount on. */
const older = {
  reason: 'it leaves the folders that it mounted on',
  lines: /^\/\S+: directory 755 0:0 ; ours absent$/,
};

/** RUN, its user, environment and mounts, and what it leaves behind. */
export const run = cases('run', [
  ['shell form', 'FROM base\nRUN echo "hello $HOME" > /x'],
  ['exec form', 'FROM base\nRUN ["sh", "-c", "echo $0 > /x", "name"]'],
  ['exec form expands nothing', 'FROM base\nENV A=1\nRUN ["touch", "/$A"]'],
  ['continued lines', 'FROM base\nRUN echo one > /a && \\\n    # a comment\n    echo two > /b'],
  [
    'modes, owners and kinds of files',
    'FROM base\nRUN mkdir -m 711 /d && touch /d/f && chmod 4755 /d/f && chown 12:34 /d/f && ln -s f /d/l && ln /d/f /d/h && mkfifo /d/p && chmod 1777 /d',
  ],
  ['files that are removed', 'FROM base\nRUN mkdir /d && touch /d/a /d/b /c\nRUN rm /d/a /c\nRUN rm -r /d'],
  ['a file of the base removed', 'FROM base\nRUN rm /etc/group /bin/vi'],
  [
    'a folder replaced',
    'FROM base\nRUN mkdir -p /d/e && touch /d/e/a /d/b\nRUN rm -r /d && mkdir /d && touch /d/new',
  ],
  ['a folder becomes a file', 'FROM base\nRUN mkdir -p /d/e\nRUN rm -r /d && echo x > /d'],
  ['a file becomes a folder', 'FROM base\nRUN echo x > /d\nRUN rm /d && mkdir /d && echo y > /d/y'],
  ['a rename', 'FROM base\nRUN mkdir /d && echo a > /d/a\nRUN mv /d/a /d/b\nRUN mv /d /e'],
  ['only a mode changed', 'FROM base\nRUN echo x > /x\nRUN chmod 600 /x\nRUN chown 5:6 /x'],
  ["a folder's mode changed", 'FROM base\nRUN chmod 700 /home && chown 1:1 /var/www'],
  ['nothing changed', 'FROM base\nRUN true'],
  [
    'appending to a file of the base',
    'FROM base\nRUN echo "me:x:1000:1000::/home/me:/bin/sh" >> /etc/passwd\nUSER me\nRUN id -u > /tmp/id',
  ],
  ['as a user', 'FROM base\nUSER nobody\nRUN id > /tmp/id && touch /tmp/mine'],
  ['as a user and group', 'FROM base\nUSER 1000:33\nRUN id > /tmp/id; umask > /tmp/umask'],
  [
    'HOME of root and of a user',
    'FROM base\nRUN echo $HOME > /tmp/a\nUSER www-data\nRUN echo $HOME > /tmp/b',
  ],
  [
    'the environment it sees',
    'FROM base\nENV A=1 B="x y"\nARG C=3\nRUN env | grep -v -e HOSTNAME -e HOME -e SHLVL -e PWD | sort > /env',
  ],
  ['the working folder', 'FROM base\nWORKDIR /w\nRUN pwd > here'],
  ['standard input is empty', 'FROM base\nRUN cat > /in; echo $? >> /in'],
  ['its process tree', 'FROM base\nRUN echo $$ > /pid'],
  [
    'links that lead nowhere or up',
    'FROM base\nRUN ln -s /nowhere /a && ln -s ../../etc/passwd /home/b && ln -s . /home/c',
  ],
  [
    'long names and odd characters',
    'FROM base\nRUN mkdir -p "/d/a b/ü" && touch "/d/a b/ü/x\'y" /d/$(printf "%0120d" 0) && mkdir -p /d/$(printf "%090d" 1)/$(printf "%090d" 2)/$(printf "%090d" 3) && touch /d/$(printf "%090d" 1)/$(printf "%090d" 2)/$(printf "%090d" 3)/f',
  ],
  [
    'a large file and a sparse one',
    'FROM base\nRUN dd if=/dev/zero of=/big bs=1k count=300 2>/dev/null && dd if=/dev/zero of=/sparse bs=1 count=1 seek=1000000 2>/dev/null',
  ],
  [
    'many files',
    'FROM base\nRUN mkdir /m && cd /m && i=0; while [ $i -lt 300 ]; do echo $i > f$i; i=$((i+1)); done',
  ],
  [
    'a bind mount of the context',
    'FROM base\nRUN --mount=type=bind,source=a.txt,target=/in/a.txt cat /in/a.txt > /out',
    { files: { 'a.txt': 'content' }, older },
  ],
  [
    'a bind mount of the whole context',
    'FROM base\nWORKDIR /w\nRUN --mount=target=. ls > /out; ls > /out2',
    { files: { 'a.txt': 'content', 'd/b': 'b' } },
  ],
  [
    'a bind mount of a stage',
    'FROM base AS one\nRUN mkdir /o && echo 1 > /o/one\nFROM base\nRUN --mount=type=bind,from=one,source=/o,target=/o cp /o/one /x',
    { older },
  ],
  [
    'a cache mount is not in the image',
    'FROM base\nRUN --mount=type=cache,target=/var/cache/x echo 1 > /var/cache/x/y && ls /var/cache/x > /out',
    { older },
  ],
  [
    'a tmpfs mount is not in the image',
    'FROM base\nRUN --mount=type=tmpfs,target=/scratch touch /scratch/a && ls /scratch > /out',
    { older },
  ],
  [
    'a secret that is not there and not needed',
    'FROM base\nRUN --mount=type=secret,id=token test ! -e /run/secrets/token && echo ok > /ok',
    { reference: 'FROM base\nRUN echo ok > /ok' },
  ],
  [
    'network none',
    'FROM base\nRUN --network=none grep -c : /proc/net/dev > /net',
    { reference: 'FROM base\nRUN echo 1 > /net' },
  ],
  [
    'ARG of the build in the environment',
    'FROM base\nARG WHO=nobody\nRUN echo "$WHO" > /who',
    { buildArgs: { WHO: 'me and you' } },
  ],
  [
    'a here-document',
    'FROM base\nRUN <<EOF\necho one > /one\necho "$HOME" > /two\nEOF',
    { reference: 'FROM base\nRUN echo one > /one; echo "$HOME" > /two' },
  ],
  [
    'a here-document with an interpreter',
    'FROM base\nRUN <<EOF\n#!/bin/sh -e\necho "$0" | wc -l > /n\necho x > /x\nEOF',
    { reference: 'FROM base\nRUN echo 1 > /n; echo x > /x' },
  ],
  [
    'a here-document for a command',
    'FROM base\nRUN cat <<EOF > /x\nhello\n  world\nEOF',
    { reference: 'FROM base\nRUN printf "hello\\n  world\\n" > /x' },
  ],
  [
    'a here-document with tabs taken off',
    'FROM base\nRUN <<-EOF\n\techo one > /one\n\t\techo two > /two\n\tEOF',
    { reference: 'FROM base\nRUN echo one > /one; echo two > /two' },
  ],
]);
