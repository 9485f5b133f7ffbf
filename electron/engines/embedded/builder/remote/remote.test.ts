import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../../shared/engine/build';
import { Layers } from '../../layer/layers';
import { ImageStore } from '../../store/images';
import { testEngine } from '../../testing/engine';
import { repositoryAddress } from './repository';

/** ADD of what lies elsewhere, from servers that run here. No machine is started: nothing of it runs in the guest. */

const HOST = '127.0.0.1';
const data = mkdtempSync(join(tmpdir(), 'drydock-remote-'));
const engine = testEngine(data);
const content = 'fetched\n';
const checksum = `sha256:${createHash('sha256').update(content).digest('hex')}`;
let server: Server;
let at = '';
let asked: string[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  asked.push(path);
  if (path.startsWith('/git/')) return serveGit(request, response);
  if (path === '/file.txt' || path === '/') {
    response.setHeader('last-modified', 'Tue, 14 Nov 2023 22:13:20 GMT');
    response.end(content);
  } else if (path === '/moved') response.writeHead(302, { location: '/file.txt' }).end();
  else if (path === '/elsewhere') response.writeHead(302, { location: `http://localhost:1/x` }).end();
  else if (path === '/around') response.writeHead(302, { location: '/around' }).end();
  else if (path === '/huge') response.end(Buffer.alloc(3_000_000));
  else if (path === '/torn') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  } else if (path === '/silent') response.writeHead(200).write('x');
  else response.writeHead(404, 'Not Found').end();
}

/** git's own server, over CGI (git-http-backend(1)). */
function serveGit(request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: join(data, 'git'),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path.replace(/^\/git/, ''),
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
  };
  const backend = spawn('git', ['http-backend'], { env });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.on('close', () => {
    const whole = Buffer.concat(chunks);
    const end = whole.indexOf('\r\n\r\n');
    for (const line of whole.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(': ');
      if (name === 'Status') response.statusCode = Number(value.slice(0, 3));
      else response.setHeader(name, value);
    }
    response.end(whole.subarray(end + 4));
  });
}

const gitIsHere = hasGit();

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}

function makeRepository(): string {
  const work = join(data, 'work');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: work }).toString();
  mkdirSync(join(work, 'docs/inner'), { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(work, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(work, 'docs/inner/page'), 'page\n');
  writeFileSync(join(work, '.gitattributes'), 'run.sh export-ignore\n');
  symlinkSync('/etc/passwd', join(work, 'link'));
  git('add', '--all');
  git('commit', '--quiet', '--message=one');
  git('tag', 'v1');
  writeFileSync(join(work, 'run.sh'), '#!/bin/sh\nexit 1\n');
  git('commit', '--quiet', '--all', '--message=two');
  git('clone', '--quiet', '--bare', '.', join(data, 'git/project.git'));
  return git('rev-parse', 'v1').trim();
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  at = `http://${HOST}:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await engine.close();
  rmSync(data, { recursive: true, force: true });
});

async function build(steps: string, more: { hosts?: readonly string[]; noCache?: boolean } = {}) {
  const context = mkdtempSync(join(data, 'context-'));
  writeFileSync(join(context, 'Dockerfile'), `FROM scratch\n${steps}\n`);
  writeFileSync(join(context, 'local'), 'local\n');
  const { hosts = [HOST], noCache = true } = more;
  const request = { context, labels: {}, noCache, downloadHosts: hosts };
  const events: BuildEvent[] = [];
  for await (const event of engine.build(request, new AbortController().signal)) events.push(event);
  return events;
}

async function files(steps: string): Promise<Record<string, string>> {
  const last = (await build(steps)).at(-1)!;
  if (last.type !== 'done') throw new Error(JSON.stringify(last));
  const store = new ImageStore(join(data, 'images'));
  const image = await store.get(last.imageId);
  const tree = await new Layers(store.blobs).tree(image.config.rootfs.diff_ids);
  const rows = [...tree].map(async ([path, { type, mode, uid, read, linkTarget }]) => {
    const text = type === 'file' ? Buffer.from(await read()).toString() : (linkTarget ?? '');
    return [path, `${type} ${mode.toString(8)} ${uid} ${text}`.trim()] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

async function failure(steps: string, hosts?: readonly string[]) {
  const last = (await build(steps, hosts && { hosts })).at(-1)!;
  if (last.type !== 'failed') throw new Error('It was built.');
  return last.failure;
}

describe('ADD of an address', () => {
  it('fetches nothing from a host that the learner did not allow, and says what to do', async () => {
    asked = [];
    const refused = await failure(`ADD ${at}/file.txt /`, []);
    expect(refused).toMatchObject({ kind: 'needs-network', line: 2 });
    expect(refused.message).toContain(`fetched from ${HOST}`);
    expect(refused.hint).toContain(`--allow-network ${HOST}`);
    expect((await failure(`ADD ${at}/git/project.git /`, ['example.org'])).kind).toBe('needs-network');
    expect(asked).toEqual([]);
  });

  it('has the file as Docker has it: for root alone, under its own name in a folder, beside local ones', async () => {
    expect(await files(`ADD ${at}/file.txt local /x/\nADD --chmod=644 --chown=5 ${at}/moved /y`)).toEqual({
      '/x': 'directory 755 0',
      '/x/file.txt': 'file 600 0 fetched',
      '/x/local': 'file 644 0 local',
      '/y': 'file 644 5 fetched',
    });
    expect((await failure(`ADD ${at}/ /x/`)).message).toContain('no file name');
    expect(await files(`ADD ${at}/ /x`)).toMatchObject({ '/x': 'file 600 0 fetched' });
  });

  it('keeps what it has by content, and what the Dockerfile pins without asking again', async () => {
    const cached = async (steps: string) =>
      (await build(steps, { noCache: false })).filter((event) => event.type === 'step-finished').at(-1)
        ?.cached;
    expect(await cached(`ADD ${at}/file.txt /kept`)).toBe(false);
    expect(await cached(`ADD ${at}/file.txt /kept`)).toBe(true);
    const pinned = `ADD --checksum=${checksum} ${at}/file.txt /pinned`;
    expect(await cached(pinned)).toBe(false);
    asked = [];
    expect(await cached(pinned)).toBe(true);
    expect(asked).toEqual([]);
    const wrong = await failure(`ADD --checksum=sha256:${'0'.repeat(64)} ${at}/file.txt /x`);
    expect(wrong.message).toContain('not what the Dockerfile expects');
  });

  it.each([
    ['/none', 'answered 404 Not Found'],
    ['/around', 'sends on and on'],
    ['/torn', 'could not be fetched'],
  ])('says why %s could not be fetched', async (path, reason) => {
    expect(await failure(`ADD ${at}${path} /x`)).toMatchObject({
      line: 2,
      message: expect.stringContaining(reason) as string,
    });
  });

  it('follows a server to allowed hosts only, and sends no name or password', async () => {
    expect((await failure(`ADD ${at}/elsewhere /x`)).message).toContain('fetched from localhost');
    const named = at.replace('http://', 'http://me:secret@');
    expect((await failure(`ADD ${named}/file.txt /x`)).message).toContain('would stay in the image');
    const nobody = await failure(`ADD http://${HOST}:65530/x /x`);
    expect(nobody).toMatchObject({ kind: 'needs-network' });
    expect(nobody.message).toContain('nobody answers there');
    expect((await failure(`ADD ${at}/none /x`)).kind).toBe('other');
  });

  it('ends when it is cancelled, and when there is too much', async () => {
    const context = mkdtempSync(join(data, 'context-'));
    writeFileSync(join(context, 'Dockerfile'), `FROM scratch\nADD ${at}/silent /x\n`);
    const controller = new AbortController();
    const request = { context, labels: {}, downloadHosts: [HOST] };
    let last: BuildEvent | undefined;
    for await (const event of engine.build(request, controller.signal)) {
      last = event;
      if (event.type === 'log') setTimeout(() => controller.abort(), 100);
    }
    expect(last).toMatchObject({ type: 'failed', failure: { kind: 'cancelled' } });
    const small = testEngine(data, { contextCap: 1_000_000, downloadHosts: () => [HOST] });
    writeFileSync(join(context, 'Dockerfile'), `FROM scratch\nADD ${at}/huge /x\n`);
    for await (const event of small.build({ context, labels: {} }, new AbortController().signal))
      last = event;
    expect(last).toMatchObject({ failure: { message: expect.stringContaining('more than 1 MB') as string } });
    await small.close();
  });
});

describe('a Git address', () => {
  it('names a repository, a state of it and a folder', () => {
    const of = (source: string) => {
      const { url, ref, folder } = repositoryAddress(source);
      return `${url.href} ${ref} ${folder}`;
    };
    expect(of('https://x.org/a.git')).toBe('https://x.org/a.git HEAD ');
    expect(of('https://x.org/a.git#v1:docs/in')).toBe('https://x.org/a.git v1 docs/in');
    expect(of('https://x.org/a.git#:docs')).toBe('https://x.org/a.git HEAD docs');
    expect(of('https://x.org/a.git?branch=b&subdir=/s/')).toBe('https://x.org/a.git b s');
    expect(of('github.com/who/what')).toBe('https://github.com/who/what HEAD ');
    expect(() => of('git@x.org:a.git')).toThrow('without your keys');
    expect(() => of('ssh://x.org/a.git')).toThrow('without your keys');
    expect(() => of('https://x.org/a.git#--upload-pack=x')).toThrow('names nothing');
  });
});

describe.skipIf(!gitIsHere)('ADD of a repository (skipped without git)', () => {
  let first = '';
  beforeAll(() => {
    first = makeRepository();
  });

  it('has the files of a state of it, whatever its attributes say', async () => {
    expect(await files(`ADD ${at}/git/project.git#v1 /src`)).toEqual({
      '/src': 'directory 755 0',
      '/src/.gitattributes': 'file 644 0 run.sh export-ignore',
      '/src/docs': 'directory 755 0',
      '/src/docs/inner': 'directory 755 0',
      '/src/docs/inner/page': 'file 644 0 page',
      '/src/link': 'symlink 777 0 /etc/passwd',
      '/src/run.sh': 'file 755 0 #!/bin/sh',
    });
    expect(await files(`ADD ${at}/git/project.git#main:docs/inner /in`)).toMatchObject({
      '/in/page': 'file 644 0 page',
    });
    expect(Object.keys(await files(`ADD --checksum=${first} ${at}/git/project.git#v1 /`))).toContain(
      '/run.sh',
    );
  });

  it('says what is wrong', async () => {
    const said = async (steps: string) => (await failure(steps)).message;
    expect(await said(`ADD --checksum=${first} ${at}/git/project.git /`)).toContain(
      'not what the Dockerfile',
    );
    expect(await said(`ADD ${at}/git/project.git#nowhere /`)).toContain("couldn't find remote ref nowhere");
    expect(await said(`ADD ${at}/git/other.git /`)).toContain('not found');
    expect(await said(`ADD --keep-git-dir ${at}/git/project.git /`)).toContain('not its .git folder');
    expect(await said('ADD git@127.0.0.1:project.git /')).toContain('without your keys');
  });
});
