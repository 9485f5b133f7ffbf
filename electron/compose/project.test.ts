import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGrants } from './grants';
import type { ComposePolicy } from './policy';
import { CHECKING, CONFINED, healthUnder, portUnder, TRUSTED } from './policy';
import { assertSound, environmentOf, findComposeFile, loadProject, toProjectName } from './project';
import { toServiceSpec } from './spec';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-project-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFile(join(folder, path), text);
const load = (policy: ComposePolicy = CONFINED, environment = {}) =>
  loadProject({ folder, policy, environment });

async function spec(service: string, policy: ComposePolicy = CONFINED) {
  await write('compose.yaml', `services:\n  web:\n    image: web\n    ${service}\n`);
  const loaded = await load(policy);
  assertSound(loaded);
  const image = { reference: 'web', id: 'sha256:1' };
  return (await toServiceSpec(loaded, loaded.project.services[0]!, 'me', image, [], true)).spec;
}

describe('a project', () => {
  it('is found by the usual names, in their order', async () => {
    expect(findComposeFile(folder)).toBeUndefined();
    await expect(load()).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await write('docker-compose.yml', 'services: {}');
    expect(findComposeFile(folder)).toBe('docker-compose.yml');
    await write('compose.yaml', 'services: {}');
    expect(findComposeFile(folder)).toBe('compose.yaml');
  });

  it('is named by its file, by a variable, or by its folder', async () => {
    expect(toProjectName('My Shop_1')).toBe('myshop_1');
    expect(toProjectName('_-')).toBe('project');
    await write('compose.yaml', 'services: {web: {image: x}}');
    expect((await load(TRUSTED, { COMPOSE_PROJECT_NAME: 'Other' })).name).toBe('other');
    await write('compose.yaml', 'name: shop\nservices: {web: {image: x}}');
    expect((await load()).name).toBe('shop');
  });

  it('takes variables from .env, and from the environment only where it is trusted', async () => {
    await write('.env', 'A=file\nB=file\n');
    await write('compose.yaml', 'services: {web: {image: "${A}-${B}-${C:-none}"}}');
    const environment = { B: 'shell', C: 'shell' };
    expect((await load(TRUSTED, environment)).project.services[0]?.image).toBe('file-shell-shell');
    expect((await load(CONFINED, environment)).project.services[0]?.image).toBe('file-file-none');
  });

  it('gives its services the variables of files, then their own', async () => {
    await write('a.env', 'A=1\nB=1\n');
    await write('.env', 'E=from-dotenv\n');
    await write(
      'compose.yaml',
      'services: {web: {image: x, env_file: [a.env, {path: no.env, required: false}], environment: {B: 2, E: , F: }}}',
    );
    const loaded = await load();
    expect(await environmentOf(loaded, loaded.project.services[0]!)).toEqual({
      A: '1',
      B: '2',
      E: 'from-dotenv',
    });
    await write('compose.yaml', 'services:\n  web:\n    image: x\n    env_file: no.env\n');
    const missing = await load();
    await expect(environmentOf(missing, missing.project.services[0]!)).rejects.toMatchObject({
      data: { kind: 'not-found', where: { file: 'compose.yaml', line: 4 } },
    });
  });

  it('with errors does not run, and says where', async () => {
    await write('compose.yaml', 'services:\n  web: {imge: x}\n');
    const loaded = await load();
    expect(() => assertSound(loaded)).toThrow('compose.yaml:2: services.web.imge: there is no such key');
  });
});

describe('a confined project', () => {
  it.each([
    ['volumes: ["/etc:/host"]', 'outside'],
    ['volumes: ["../x:/host"]', 'outside'],
    ['volumes: ["~/x:/host"]', 'outside'],
    ['volumes: ["./link:/host"]', 'outside'],
    ['volumes: ["./no:/host"]', 'There is no "./no"'],
    ['env_file: /etc/hostname', 'outside'],
  ])('may not name what is not in its folder: %s', async (service, message) => {
    await symlink('/etc', join(folder, 'link'));
    await expect(spec(service)).rejects.toThrow(message);
  });

  it('may name what is', async () => {
    await mkdir(join(folder, 'data'));
    expect((await spec('volumes: ["./data:/data:ro"]')).mounts).toMatchObject([
      { type: 'bind', target: '/data', readOnly: true, source: expect.stringMatching(/\/data$/) },
    ]);
    expect((await spec('volumes: ["/etc:/host"]', TRUSTED)).mounts).toMatchObject([{ source: '/etc' }]);
  });

  it('serves this machine alone, within limits, and does not come back by itself', async () => {
    const open = { containerPort: 80, hostPort: 8080, protocol: 'tcp', hostAddress: '0.0.0.0' } as const;
    expect(portUnder(CONFINED, open)).toEqual({ containerPort: 80, hostPort: 8080, protocol: 'tcp' });
    expect(portUnder(TRUSTED, open)).toEqual(open);
    expect(portUnder(CHECKING, open)).toMatchObject({ hostPort: 0 });
    expect(await spec('restart: always')).toMatchObject({
      restart: { policy: 'unless-stopped' },
      limits: { memoryBytes: 2 * 1024 ** 3 },
    });
    expect(await spec('restart: always', TRUSTED)).toMatchObject({
      restart: { policy: 'always' },
      limits: {},
    });
    expect(healthUnder(CHECKING, { test: ['CMD', 'x'], intervalMs: 30_000 })).toMatchObject({
      intervalMs: 1000,
    });
  });

  it('reads no secret from elsewhere, and none that is not there', async () => {
    const secret = async (from: string) => {
      await write('compose.yaml', `services: {web: {image: x, secrets: [s]}}\nsecrets:\n  s: ${from}\n`);
      const loaded = await load();
      return readGrants(loaded, loaded.project.services[0]!);
    };
    await write('s.txt', 'x');
    expect(await secret('{file: s.txt}')).toMatchObject([{ target: '/run/secrets/s' }]);
    await expect(secret('{file: /etc/hostname}')).rejects.toThrow('outside');
    await expect(secret('{environment: PATH}')).rejects.toMatchObject({
      data: { kind: 'not-found', where: { file: 'compose.yaml', line: 3 } },
    });
  });
});
