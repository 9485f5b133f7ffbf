/** A real engine reached the ways that lead to another machine: TLS with both sides' certificates, contexts, and ssh. */
import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../shared/engine/status';
import { Engines } from '../select';
import { sshArguments } from './ssh-agent';
import { TestDaemon, whyNoDaemon } from './testing/daemon';

const run = promisify(execFile);
const reason = whyNoDaemon() ?? (existsSync('/usr/bin/openssl') ? undefined : 'needs openssl');
const hasSshd = existsSync('/usr/sbin/sshd') && existsSync('/usr/bin/ssh') && existsSync('/usr/bin/docker');

describe('the arguments of ssh', () => {
  const always = ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];
  it.each([
    ['ssh://lab', ['--', 'lab', 'docker', 'system', 'dial-stdio']],
    ['ssh://me@lab:2222', ['-l', 'me', '-p', '2222', '--', 'lab', 'docker', 'system', 'dial-stdio']],
    ['ssh://[::1]', ['--', '::1', 'docker', 'system', 'dial-stdio']],
    [
      'ssh://lab/run/user/1000/docker.sock',
      ['--', 'lab', 'docker', '--host', 'unix:///run/user/1000/docker.sock', 'system', 'dial-stdio'],
    ],
    ["ssh://lab/a%20'b", ['--', 'lab', 'docker', '--host', "unix://'/a '\\''b'", 'system', 'dial-stdio']],
  ])('of %s', (address, expected) => {
    expect(sshArguments(address)).toEqual([...always, ...expected]);
  });

  it.each(['ssh://-oProxyCommand=x', 'ssh://me:secret@lab', 'tcp://lab', 'ssh://lab?x=1'])(
    'are none for %s',
    (address) => {
      expect(() => sshArguments(address)).toThrow();
    },
  );
});

describe.skipIf(reason !== undefined)(
  `an engine elsewhere${reason ? `: ${reason}` : ''}`,
  { timeout: 30_000 },
  () => {
    let daemon: TestDaemon;
    let folder = '';
    let address = '';

    const statusesOf = async (env: Record<string, string>): Promise<readonly EngineStatus[]> => {
      const engines = new Engines({ env, home: folder, platform: 'linux' });
      const statuses = await engines.list();
      await engines.close();
      return statuses;
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drydock-elsewhere-'));
      const port = await freePort();
      address = `tcp://127.0.0.1:${port}`;
      await makeCertificates(folder);
      const at = (name: string) => join(folder, name);
      daemon = await TestDaemon.start({
        diskBytes: 64 * 1024 ** 2,
        arguments: [
          ...['-H', address, '--tlsverify', '--tlscacert', at('ca.pem')],
          ...['--tlscert', at('server-cert.pem'), '--tlskey', at('server-key.pem')],
        ],
      });
    }, 60_000);

    afterAll(async () => {
      await daemon?.remove();
      await rm(folder, { recursive: true, force: true });
    }, 60_000);

    it('is reached by DOCKER_HOST with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH', async () => {
      const [status] = await statusesOf({
        DOCKER_HOST: address,
        DOCKER_TLS_VERIFY: '1',
        DOCKER_CERT_PATH: join(folder, 'client'),
      });
      expect(status).toMatchObject({ id: 'docker', state: 'ready', endpoint: address });
      // Its folders and its loopback are another machine's.
      expect(status?.state === 'ready' && status.capabilities).toMatchObject({ binds: false, ports: false });
    });

    it('is refused with a key that it does not trust, and not trusted with a certificate of another', async () => {
      await makeCertificates(join(folder, 'other'));
      const with_ = (path: string) =>
        statusesOf({ DOCKER_HOST: address, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: path });
      const [stranger] = await with_(join(folder, 'other', 'client'));
      expect(stranger).toMatchObject({
        state: 'unavailable',
        reason: 'unreachable',
        message: expect.stringMatching(/cannot be reached: .*certificate/i),
        remedy: 'Check the address, the network and the keys of this connection.',
      });
      await rm(join(folder, 'other', 'client', 'ca.pem'));
      await cp(join(folder, 'ca.pem'), join(folder, 'other', 'client', 'ca.pem'));
      const [refused] = await with_(join(folder, 'other', 'client'));
      expect(refused).toMatchObject({ state: 'unavailable', reason: 'unreachable' });
      const [plain] = await statusesOf({ DOCKER_HOST: address });
      expect(plain).toMatchObject({ state: 'unavailable' });
    });

    it('is reached by a context that has the keys, listed and chosen by its name', async () => {
      await addContext(folder, 'lab-server', address);
      const found = await statusesOf({ DOCKER_HOST: daemon.endpoint.address });
      expect(found.find(({ id }) => id === 'docker:lab-server')).toMatchObject({
        name: 'Docker (context lab-server)',
        state: 'ready',
      });
      const engines = new Engines({ env: { DOCKER_CONTEXT: 'lab-server' }, home: folder, platform: 'linux' });
      const engine = await engines.select('docker');
      expect(await engine.status()).toMatchObject({ endpoint: address, state: 'ready' });
      expect(await engine.images.list()).toEqual([]);
      await engines.close();
    });

    it('is not verified where the context says so', async () => {
      await makeCertificates(join(folder, 'third'));
      await addContext(folder, 'unverified', address, {
        skipVerify: true,
        ca: join(folder, 'third', 'ca.pem'),
      });
      const found = await statusesOf({ DOCKER_HOST: daemon.endpoint.address });
      expect(found.find(({ id }) => id === 'docker:unverified')).toMatchObject({ state: 'ready' });
    });

    describe.skipIf(!hasSshd)('over ssh', () => {
      let sshd: ChildProcess | undefined;
      let port = 0;
      const path = process.env.PATH;

      beforeAll(async () => {
        port = await freePort();
        sshd = await startSshd(folder, port, daemon.endpoint.address);
        process.env.PATH = `${join(folder, 'bin')}:${path}`;
      });
      afterAll(() => {
        process.env.PATH = path;
        sshd?.kill();
      });

      it("is reached with the learner's own ssh, builds and runs", async () => {
        const engines = new Engines({
          env: { DOCKER_HOST: `ssh://root@127.0.0.1:${port}` },
          home: folder,
          platform: 'linux',
        });
        const engine = await engines.select('docker');
        expect(await engine.status()).toMatchObject({
          state: 'ready',
          version: expect.stringMatching(/^\d/),
        });
        const context = join(folder, 'context');
        await mkdir(context);
        await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nCOPY a.txt /\n');
        await writeFile(join(context, 'a.txt'), 'over ssh');
        const events = [];
        for await (const event of engine.build(
          { context, labels: {}, tag: 'far:1' },
          new AbortController().signal,
        )) {
          events.push(event);
        }
        expect(events.at(-1)).toMatchObject({ type: 'done' });
        expect(Buffer.from(await engine.images.readFile('far:1', '/a.txt')).toString()).toBe('over ssh');
        await engines.close();
      });

      it("says in ssh's words why it cannot be reached", async () => {
        const [status] = await statusesOf({ DOCKER_HOST: `ssh://nobody-here@127.0.0.1:${port}` });
        expect(status).toMatchObject({
          state: 'unavailable',
          reason: 'unreachable',
          message: expect.stringMatching(/cannot be reached: .*Permission denied/),
        });
      });
    });
  },
);

/** Certificates of an authority, a server at 127.0.0.1 and a client, the latter in a folder `client` as Docker names them. */
async function makeCertificates(folder: string): Promise<void> {
  await mkdir(join(folder, 'client'), { recursive: true });
  const openssl = (...argv: string[]) => run('openssl', argv, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=test authority',
  );
  const issue = async (name: string, out: string, extensions: string) => {
    await writeFile(join(folder, `${name}.ext`), extensions);
    await openssl('req', ...key, '-keyout', `${out}key.pem`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    await openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial'],
      ...['-out', `${out}cert.pem`, '-days', '2', '-extfile', `${name}.ext`],
    );
  };
  await issue('server', 'server-', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
  await issue('client', 'client/', 'extendedKeyUsage=clientAuth\n');
  await cp(join(folder, 'ca.pem'), join(folder, 'client', 'ca.pem'));
}

/** A context as `docker context create` stores it. */
async function addContext(
  folder: string,
  name: string,
  address: string,
  { skipVerify = false, ca = join(folder, 'client', 'ca.pem') } = {},
): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(folder, '.docker', 'contexts');
  const tls = join(contexts, 'tls', id, 'docker');
  await mkdir(join(contexts, 'meta', id), { recursive: true });
  await mkdir(tls, { recursive: true });
  const docker = { Host: address, SkipTLSVerify: skipVerify };
  await writeFile(
    join(contexts, 'meta', id, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker } }),
  );
  await cp(ca, join(tls, 'ca.pem'));
  for (const file of ['cert.pem', 'key.pem']) await cp(join(folder, 'client', file), join(tls, file));
}

/** A server of ssh whose commands speak to `dockerHost`, and an `ssh` in `bin/` that knows its key. */
async function startSshd(folder: string, port: number, dockerHost: string): Promise<ChildProcess> {
  const at = (name: string) => join(folder, name);
  for (const name of ['host-key', 'user-key']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  }
  await cp(at('user-key.pub'), at('authorized'));
  await mkdir('/run/sshd', { recursive: true });
  await writeFile(
    at('sshd_config'),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at('host-key')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      `SetEnv DOCKER_HOST=${dockerHost}`,
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'StrictModes no',
      'UsePAM no',
      'PidFile none',
      '',
    ].join('\n'),
  );
  await writeFile(
    at('ssh_config'),
    `IdentityFile ${at('user-key')}\nIdentitiesOnly yes\nStrictHostKeyChecking accept-new\nUserKnownHostsFile ${at('known')}\n`,
  );
  await mkdir(at('bin'));
  await writeFile(at('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${at('ssh_config')} "$@"\n`);
  await chmod(at('bin/ssh'), 0o755);
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let words = '';
    sshd.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      if (words.includes('Server listening')) resolve();
    });
    sshd.once('exit', () => reject(new Error(`sshd did not start: ${words}`)));
  });
  return sshd;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
