import { cases } from '../case';

const files = {
  'a.txt': 'a',
  'b.txt': 'bb',
  'run.sh': { text: '#!/bin/sh\necho hi\n', mode: 0o755 },
  secret: { text: 's', mode: 0o600 },
  'd/one': '1',
  'd/sub/two': '2',
  'd/sub/deep/three': '3',
  'd/.hidden': 'h',
  'e/one': 'other',
  link: { link: 'a.txt' },
  'd/up': { link: '../b.txt' },
  dlink: { link: 'd' },
} as const;

/** COPY and ADD from the build context. */
export const copy = cases('copy', [
  ['a file to a name', 'FROM base\nCOPY a.txt /x', { files }],
  ['a file into a folder', 'FROM base\nCOPY a.txt /dir/', { files }],
  [
    'a file to a relative path',
    'FROM base\nWORKDIR /w\nCOPY a.txt sub/x\nCOPY a.txt ./\nCOPY b.txt .',
    { files },
  ],
  ['several files', 'FROM base\nCOPY a.txt b.txt run.sh /dir/', { files }],
  ['a file over a folder that is there', 'FROM base\nCOPY a.txt /tmp\nCOPY b.txt /home', { files }],
  ["a folder's content", 'FROM base\nCOPY d /dir\nCOPY d/ /dir2/', { files }],
  ['a folder into one with files', 'FROM base\nCOPY d /dir\nCOPY e /dir', { files }],
  ['the whole context', 'FROM base\nCOPY . /all', { files }],
  ['wildcards', 'FROM base\nCOPY *.txt /t/\nCOPY d/s* /s/\nCOPY ?.txt /q/\nCOPY [ab].txt /r/', { files }],
  ['wildcards over folders', 'FROM base\nCOPY d/* /t/', { files }],
  ['links as they are', 'FROM base\nCOPY link /l\nCOPY d/up /dir/', { files }],
  ['through a link to a folder', 'FROM base\nCOPY dlink/one /x\nCOPY dlink /y', { files }],
  ['modes are kept', 'FROM base\nCOPY run.sh secret /', { files }],
  ['--chown by number', 'FROM base\nCOPY --chown=12:34 d /new/dir\nCOPY --chown=7 a.txt /seven', { files }],
  [
    '--chown by name',
    'FROM base\nCOPY --chown=www-data a.txt /a\nCOPY --chown=nobody:daemon d /d\nCOPY --chown=:33 b.txt /b',
    { files },
  ],
  [
    '--chown under USER',
    'FROM base\nUSER nobody\nCOPY a.txt /tmp/a\nCOPY --chown=nobody b.txt /tmp/b',
    { files },
  ],
  [
    '--chmod with symbols',
    'FROM base\nCOPY --chmod=u=rwX,go=rX a.txt d /x/',
    { files, reference: 'FROM base\nCOPY a.txt d /x/\nRUN chmod -R u=rwX,go=rX /x' },
  ],
  ['--chmod', 'FROM base\nCOPY --chmod=640 a.txt /a\nCOPY --chmod=0755 d /d', { files }],
  [
    'JSON form with spaces',
    'FROM base\nCOPY ["a b.txt", "c d.txt", "/some dir/"]',
    { files: { 'a b.txt': '1', 'c d.txt': '2' } },
  ],
  [
    'JSON form with odd names',
    'FROM base\nCOPY ["we[i]rd*", "/x/"]',
    { files: { 'weird-1': '1', 'weird-2': '2' } },
  ],
  ['variables in paths', 'FROM base\nARG F=a.txt\nENV T=/target\nCOPY ${F} $T/', { files }],
  [
    'into a folder behind a link',
    'FROM base\nRUN mkdir /real && ln -s /real /alias\nCOPY a.txt /alias/x',
    { files },
  ],
  ['over a link', 'FROM base\nRUN ln -s /etc/passwd /x\nCOPY a.txt /x', { files }],
  ['over a file again', 'FROM base\nCOPY a.txt /x\nCOPY b.txt /x', { files }],
  [
    '.dockerignore',
    'FROM base\nCOPY . /all',
    { files: { ...files, '.dockerignore': '# comment\n*.txt\n!b.txt\nd/sub\n**/.hidden\ne/*\nsecret\n' } },
  ],
  [
    '.dockerignore with everything but',
    'FROM base\nCOPY . /all',
    { files: { ...files, '.dockerignore': '*\n!d/sub/**\n!a.txt\n' } },
  ],
  [
    'an empty folder',
    'FROM base\nCOPY empty /e',
    { files: { 'empty/.keep': '', '.dockerignore': '**/.keep' } },
  ],
  ['a missing parent with owner', 'FROM base\nCOPY --chown=5:6 a.txt /p/q/r/a', { files }],
  ['ADD as COPY', 'FROM base\nADD a.txt d /x/', { files }],
  ['ADD --chown', 'FROM base\nADD --chown=1:2 a.txt /x', { files }],
  ['dots in paths', 'FROM base\nCOPY ./d/../a.txt /x/./y/../z', { files }],
  ['/ as source', 'FROM base\nCOPY / /ctx', { files: { f: '1' } }],
  ['leading slash in source', 'FROM base\nCOPY /a.txt /d/sub /x/', { files }],
  ['--link', 'FROM base\nCOPY --link a.txt /new/a', { files, reference: 'FROM base\nCOPY a.txt /new/a' }],
  [
    '--parents',
    'FROM base\nCOPY --parents d/sub/two e/one /p/',
    { files, reference: 'FROM base\nCOPY d/sub/two /p/d/sub/two\nCOPY e/one /p/e/one' },
  ],
  [
    '--exclude',
    'FROM base\nCOPY --exclude=sub --exclude=.hidden --exclude=u* d /p/',
    { files, reference: 'FROM base\nCOPY d/one /p/' },
  ],
  [
    'a here-document',
    'FROM base\nARG X=1\nCOPY <<EOF <<"RAW" /dir/\nx=$X\nEOF\nx=$X\nRAW',
    { reference: 'FROM base\nRUN mkdir /dir && echo x=1 > /dir/EOF && echo "x=\\$X" > /dir/RAW' },
  ],
  [
    'a here-document to a name',
    'FROM base\nCOPY --chmod=600 <<EOF /etc/conf\na: b\nEOF',
    { reference: 'FROM base\nRUN echo "a: b" > /etc/conf && chmod 600 /etc/conf' },
  ],
]);
