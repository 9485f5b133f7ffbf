import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ContainerSpec, ExecSpec } from '../../shared/engine/container';
import { testEngine } from './testing/engine';

/** What an engine has whose kernel is its own: a look under the hood, a playground, and a machine that one knows. */

const data = mkdtempSync(join(tmpdir(), 'drydock-kernel-'));
const engine = testEngine(data);
const { containers } = engine;
const IMAGE = 'busybox:1.36';

afterAll(async () => {
  await engine.close();
  rmSync(data, { recursive: true, force: true });
});

async function start(command: string, spec: Partial<ContainerSpec> = {}): Promise<string> {
  const id = await containers.create({
    image: IMAGE,
    owner: 'test',
    arguments: ['sh', '-c', command],
    ...spec,
  });
  await containers.start(id);
  return id;
}

async function exec(id: string, command: string, spec: Partial<ExecSpec> = {}) {
  const session = await containers.exec(id, { command: ['sh', '-c', command], ...spec });
  let output = '';
  for await (const { data: bytes } of session.output) output += Buffer.from(bytes).toString();
  return { code: await session.exit, output: output.trim() };
}

async function said(command: string): Promise<string> {
  const request = { image: IMAGE, env: {}, timeoutMs: 60_000, outputCap: 10_000 };
  return (await containers.run({ ...request, arguments: ['sh', '-c', command] })).stdout.trim();
}

describe('the embedded engine', { timeout: 120_000 }, () => {
  it('shows how the kernel holds a container, as the container itself sees it', async () => {
    const id = await start('exec sleep 1000', {
      limits: { memoryBytes: 32 * 1024 * 1024, processes: 20, cpus: 0.5 },
    });
    const command = async () => (await engine.hood.inspect(id)).processes[0]?.command;
    await expect.poll(command, { timeout: 20_000 }).toBe('sleep 1000');
    const hood = await engine.hood.inspect(id);
    expect(hood.processes).toHaveLength(1);
    expect(hood.processes[0]).toMatchObject({ inside: 1, uid: 0, command: 'sleep 1000' });
    expect(hood.processes[0]!.outside).toBeGreaterThan(1);
    const value = (file: string) => hood.limits.find((limit) => limit.file === file)?.value;
    expect(value('memory.max')).toBe(String(32 * 1024 * 1024));
    expect(value('pids.max')).toBe('20');
    expect(value('cpu.max')).toBe('50000 100000');
    const { output } = await exec(id, 'readlink /proc/1/ns/pid; cat /sys/fs/cgroup/memory.max');
    const pid = hood.namespaces.find(({ kind }) => kind === 'pid')!;
    expect(output.split('\n')).toEqual([`pid:[${pid.container}]`, value('memory.max')]);
    expect(pid.machine).not.toBe(pid.container);
    const { config } = await engine.images.get(IMAGE);
    expect(hood.overlay.lower.map(({ diffId }) => diffId)).toEqual(config.rootfs.diff_ids);
    expect(hood.mounts[0]).toMatchObject({ target: '/', type: 'overlay' });
    expect(hood.security).toMatchObject({ noNewPrivileges: true, seccomp: 'filter' });
    expect(hood.security?.capabilities).not.toContain('SYS_ADMIN');
    expect((await exec(id, 'mount -t tmpfs x /mnt; unshare -m true; hostname other')).output).not.toBe('');
    expect((await exec(id, 'hostname')).output).toBe(id.slice(0, 12));
    await containers.pause(id);
    await expect(containers.exec(id, { command: ['true'] }).then((session) => session.exit)).resolves.toBe(
      126,
    );
    await containers.remove(id, { force: true });
  });

  it('ends what takes more memory than it may, and says why', async () => {
    const id = await start('exec tail /dev/zero', { limits: { memoryBytes: 16 * 1024 * 1024 } });
    expect(await containers.wait(id)).toBe(137);
    expect((await containers.inspect(id)).outOfMemory).toBe(true);
  });

  it('gives a playground in which a container can be made by hand', async () => {
    const id = await engine.hood.playground('somebody');
    expect(await engine.hood.playground('somebody')).toBe(id);
    expect(await engine.hood.playground('another')).not.toBe(id);
    const script = `
      mkdir -p image/bin upper work root && cp /bin/busybox image/bin/ && ln -s busybox image/bin/sh &&
      mount -t overlay overlay -o lowerdir=image,upperdir=upper,workdir=work root &&
      mkdir /sys/fs/cgroup/mine && echo 10 > /sys/fs/cgroup/mine/pids.max &&
      unshare -m -p -u -n -i -f chroot root /bin/sh -c '/bin/busybox hostname by-hand; /bin/busybox hostname; echo $$; echo kept > /file' &&
      cat upper/file /sys/fs/cgroup/mine/pids.max && hostname`;
    expect(await exec(id, script)).toEqual({ code: 0, output: 'by-hand\n1\nkept\n10\nplayground' });
    expect((await engine.hood.inspect(id)).security?.capabilities).toContain('SYS_ADMIN');
    await containers.remove(id, { force: true });
  });

  it('has the time and chance of now, also after a pause', async () => {
    const uuids = new Set<string>();
    for (let round = 0; round < 2; round++) {
      const [seconds, uuid] = (await said('date +%s; cat /proc/sys/kernel/random/uuid')).split('\n');
      expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(30);
      uuids.add(uuid!);
      await new Promise((resolve) => setTimeout(resolve, 1_500)); // long enough to be paused
    }
    expect(uuids.size).toBe(2);
  });

  it('leads from a port of this computer to a server, both ways and in full', async () => {
    const ports = [{ containerPort: 80, protocol: 'tcp', hostPort: 0 } as const];
    const id = await start(
      'mkdir /www; head -c 700000 /dev/urandom > /www/big; sha256sum < /www/big > /www/sum; httpd -f -p 80 -h /www',
      { ports },
    );
    const { hostPort } = (await containers.inspect(id)).ports[0]!;
    const fetchText = async (path: string) => (await fetchBytes(hostPort!, path)).toString();
    await expect.poll(() => fetchText('/sum').catch(() => ''), { timeout: 30_000 }).not.toBe('');
    const big = await Promise.all([fetchBytes(hostPort!, '/big'), fetchBytes(hostPort!, '/big')]);
    for (const bytes of big) {
      expect(await fetchText('/sum')).toContain(createHash('sha256').update(bytes).digest('hex'));
    }
    await containers.remove(id, { force: true });
    await expect(fetchBytes(hostPort!, '/sum')).rejects.toThrow('ECONNREFUSED');

    const datagrams = start('sleep 1', { ports: [{ containerPort: 53, protocol: 'udp', hostPort: 0 }] });
    await expect(datagrams).rejects.toThrow('publishes no UDP ports');

    const echo = await start('nc -l -p 7 > /taken; sha256sum < /taken', {
      ports: [{ containerPort: 7, protocol: 'tcp', hostPort: 0 }],
    });
    const port = (await containers.inspect(echo)).ports[0]!.hostPort!;
    const text = Buffer.alloc(600_000, 'drydock ');
    await expect.poll(() => send(port, text), { timeout: 30_000 }).toBe(true);
    await containers.wait(echo);
    const lines = [];
    for await (const line of containers.logs(echo)) lines.push(line.text);
    expect(lines[0]).toContain(createHash('sha256').update(text).digest('hex'));
  });

  it('refuses at once who connects before the server listens, and serves who comes later', async () => {
    const publish = (containerPort: number) => ({
      ports: [{ containerPort, protocol: 'tcp', hostPort: 0 } as const],
    });
    const portOf = async (id: string) => (await containers.inspect(id)).ports[0]!.hostPort!;
    const late = await start('sleep 3; echo late > /index.html; exec httpd -f -p 80 -h /', publish(80));
    const port = await portOf(late);
    const begun = performance.now();
    await expect(fetchBytes(port, '/')).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(performance.now() - begun).toBeLessThan(3_000);
    const page = () => fetchBytes(port, '/').then(String, () => '');
    await expect.poll(page, { timeout: 30_000 }).toBe('late\n');
    await containers.remove(late, { force: true });
  });

  it('serves a page with nginx and keeps a value in redis, on ports of this computer', async () => {
    const serve = async (image: string, containerPort: number) => {
      const ports = [{ containerPort, protocol: 'tcp', hostPort: 0 } as const];
      const id = await containers.create({ image, owner: 'test', ports });
      await containers.start(id);
      return { id, port: (await containers.inspect(id)).ports[0]!.hostPort! };
    };
    const [nginx, redis] = await Promise.all([serve('nginx:latest', 80), serve('redis:7', 6379)]);
    const page = () => fetchBytes(nginx.port, '/').then(String, () => '');
    await expect.poll(page, { timeout: 60_000 }).toContain('nginx');
    const replies = () => converse(redis.port, 'SET ship dock\r\nGET ship\r\nQUIT\r\n').catch(() => '');
    await expect.poll(replies, { timeout: 60_000 }).toBe('+OK\r\n$4\r\ndock\r\n+OK\r\n');
    for (const { id } of [nginx, redis]) await containers.remove(id, { force: true });
  });

  it('starts again what ends, as its restart policy has it', async () => {
    const mounts = [{ type: 'volume', source: 'count', target: '/count', readOnly: false } as const];
    const restart = { policy: 'on-failure', retries: 2 } as const;
    const id = await start('echo x >> /count/runs; wc -l < /count/runs; exit 4', { mounts, restart });
    expect(await containers.wait(id)).toBe(4);
    const lines = [];
    for await (const line of containers.logs(id)) lines.push(line.text);
    expect(lines).toEqual(['1', '2', '3']);
    const stubborn = await start('exit 1', { restart: { policy: 'always' } });
    await containers.stop(stubborn);
    expect((await containers.inspect(stubborn)).state).toBe('exited');
  });

  it('gives a container an init that passes signals on, reaps, and holds nothing of the agent', async () => {
    const id = await start('(sleep 0.1 &) ; exec sleep 1000', { init: true });
    const script =
      'tr "\\0" " " < /proc/1/cmdline; ls /proc/1/fd | wc -l; sleep 0.5; ps | grep -c "sleep 0.1$"';
    expect((await exec(id, script)).output).toBe('drydock-init sh -c (sleep 0.1 &) ; exec sleep 1000 3\n0');
    const begun = performance.now();
    await containers.stop(id);
    expect(performance.now() - begun).toBeLessThan(8_000); // without it, a first process hears no signal
    expect((await containers.inspect(id)).exitCode).toBe(143);
    const missing = containers.create({ image: IMAGE, owner: 'test', init: true, arguments: ['no-such'] });
    await expect(containers.start(await missing)).rejects.toThrow('no-such');
  });

  it('copies between volumes and this computer, and tells changes without disturbing what runs', async () => {
    const mounts = [{ type: 'volume', source: 'box', target: '/made/box', readOnly: false } as const];
    const id = await start('echo kept > /made/box/file; echo up; exec sleep 1000', { mounts });
    const line = async () => (await exec(id, 'cat /made/box/file')).output;
    await expect.poll(line, { timeout: 20_000 }).toBe('kept');
    const bytes = [];
    for await (const chunk of containers.copyOut(id, '/made/box')) bytes.push(chunk);
    expect(Buffer.concat(bytes).toString('latin1')).toContain('kept');
    await containers.copyIn(id, '/made/box', oneChunk(Buffer.concat(bytes)));
    expect((await exec(id, 'cat /made/box/box/file')).output).toBe('kept');
    expect(await containers.changes(id)).toEqual([]);
    expect((await exec(id, 'cat /made/box/file; grep -c localhost /etc/hosts')).output).toBe('kept\n2');
    await containers.remove(id, { force: true });
  });

  it('fills a new volume with what the image has there', async () => {
    const mounts = [{ type: 'volume', source: 'etc', target: '/etc', readOnly: false } as const];
    const first = await start('echo mine > /etc/added', { mounts });
    await containers.wait(first);
    const second = await start('cat /etc/added; grep -c root /etc/passwd', { mounts });
    await containers.wait(second);
    const lines = [];
    for await (const line of containers.logs(second)) lines.push(line.text);
    expect(lines).toEqual(['mine', '1']);
  });
});

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function fetchBytes(port: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        resolve(Buffer.concat(parts));
      });
      answer.on('error', reject);
    }).on('error', reject);
  });
}

/** All that is answered to a text. */
function converse(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => {
      resolve(Buffer.concat(parts).toString());
    });
    socket.on('error', reject);
  });
}

/** Whether all of it was taken. */
function send(port: number, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {
      resolve(false);
    });
    socket.on('close', (failed) => {
      resolve(!failed);
    });
    socket.end(bytes);
    socket.resume();
  });
}
