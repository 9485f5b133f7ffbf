import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionOptions, discoverDocker } from './connection';
import { explainUnavailable } from './errors';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'drydock-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function addContext(name: string, host: string, pem?: string) {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', id);
  await mkdir(meta, { recursive: true });
  await writeFile(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
  if (pem === undefined) return;
  const tls = join(home, '.docker/contexts/tls', id, 'docker');
  await mkdir(tls, { recursive: true });
  await writeFile(join(tls, 'ca.pem'), pem);
}

const discover = (env: Record<string, string> = {}, sockets: readonly string[] = []) =>
  discoverDocker({ env, home, platform: 'linux', exists: (path) => sockets.includes(path) });

describe('finding Docker', () => {
  it('takes DOCKER_HOST before everything else', async () => {
    await addContext('lab', 'tcp://lab:2376');
    const [first, ...others] = await discover({ DOCKER_HOST: 'unix:///x.sock', DOCKER_CONTEXT: 'lab' });
    expect(first).toMatchObject({ id: 'docker', address: 'unix:///x.sock' });
    expect(others.map((each) => each.id)).toEqual(['docker:lab']);
  });

  it('then DOCKER_CONTEXT, then the current context, then the sockets', async () => {
    await addContext('lab', 'ssh://me@lab', 'PEM');
    await addContext('other', 'tcp://other:2375');
    await writeFile(join(home, '.docker/config.json'), '{"currentContext":"other"}');
    expect((await discover({ DOCKER_CONTEXT: 'lab' }))[0]).toMatchObject({
      address: 'ssh://me@lab',
      tls: { ca: 'PEM' },
    });
    expect((await discover())[0]).toMatchObject({ id: 'docker', address: 'tcp://other:2375' });
    await writeFile(join(home, '.docker/config.json'), 'not json');
    const desktop = join(home, '.docker/desktop/docker.sock');
    expect((await discover({}, [desktop]))[0]).toMatchObject({ address: `unix://${desktop}` });
    expect((await discover())[0]).toMatchObject({ address: 'unix:///var/run/docker.sock' });
  });

  it.each([
    ['unix:///a.sock', { socketPath: '/a.sock' }],
    ['npipe:////./pipe/docker_engine', { socketPath: '//./pipe/docker_engine' }],
    ['tcp://h:1234', { protocol: 'http', host: 'h', port: '1234' }],
    ['h:1234', { protocol: 'http', host: 'h', port: '1234' }],
    ['ssh://me@h', { protocol: 'http', agent: { address: 'ssh://me@h' } }],
  ])('connects to %s', (address, expected) => {
    expect(connectionOptions({ id: 'docker', kind: 'docker', name: 'Docker', address })).toMatchObject(
      expected,
    );
  });

  it.each([
    ['ENOENT', 'not-installed'],
    ['ECONNREFUSED', 'not-running'],
    ['EACCES', 'permission'],
    ['ETIMEDOUT', 'unreachable'],
  ])('explains %s', (code, reason) => {
    const endpoint = { id: 'docker', kind: 'docker', name: 'Docker', address: 'unix:///x.sock' } as const;
    const told = explainUnavailable(Object.assign(new Error('x'), { code }), endpoint, 'linux');
    expect(told).toMatchObject({ reason });
    expect(told.remedy).not.toBe('');
  });
});
