import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Harness } from './harness';
import { eventually, rejection } from './harness';

/** Answers every request with one line. */
const SERVER = 'mkdir /www; echo ahoy > /www/index.html; httpd -f -p 80 -h /www';

/** Networks, published ports and volumes. */
export function networksContract(harness: Harness): void {
  const { containers, networks, volumes } = harness.engine;
  const { capabilities } = harness;

  describe.skipIf(!capabilities.ports)('published ports', { concurrent: true }, () => {
    it('are answered on the loopback, on a free port', async () => {
      const id = await harness.started(SERVER, {
        ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 0 }],
      });
      const port = (await containers.inspect(id)).ports.find((each) => each.hostPort !== undefined);
      expect(port).toMatchObject({ containerPort: 80, protocol: 'tcp', hostAddress: '127.0.0.1' });
      await eventually(
        () => get(port!.hostPort!),
        (value) => {
          expect(value).toBe('ahoy\n');
        },
      );
      await containers.kill(id);
    });

    it('cannot be taken twice', async () => {
      const ports = [{ containerPort: 80, protocol: 'tcp', hostPort: 0 } as const];
      const id = await harness.started(SERVER, { ports });
      const { hostPort } = (await containers.inspect(id)).ports[0]!;
      const second = await harness.create(SERVER, { ports: [{ ...ports[0]!, hostPort: hostPort! }] });
      await expect(containers.start(second)).rejects.toMatchObject(rejection('engine-failed'));
      await containers.kill(id);
    });
  });

  describe.skipIf(!capabilities.networks)('networks', { concurrent: true }, () => {
    it('let containers find each other by name, and others not', async () => {
      const name = harness.name('net');
      await networks.create({ name, owner: harness.owner });
      await expect(networks.create({ name, owner: harness.owner })).rejects.toMatchObject(
        rejection('conflict'),
      );
      const server = await harness.started(SERVER, { network: name, networkAliases: ['web'] });
      const inside = await harness.started('sleep 60', { network: name });
      const outside = await harness.started('sleep 60');
      const ask = 'wget -q -O - http://web/';
      await eventually(
        () => harness.exec(inside, ask),
        (value) => {
          expect(value).toMatchObject({ output: 'ahoy\n' });
        },
      );
      expect((await harness.exec(outside, ask)).exitCode).not.toBe(0);
      await networks.connect(name, outside);
      await eventually(
        () => harness.exec(outside, ask),
        (value) => {
          expect(value).toMatchObject({ output: 'ahoy\n' });
        },
      );
      const { containers: members } = await networks.inspect(name);
      expect(members.map(({ id }) => id).sort()).toEqual([inside, outside, server].sort());
      await networks.disconnect(name, outside);
      await expect(networks.remove(name)).rejects.toMatchObject(rejection('conflict'));
      for (const id of [server, inside, outside]) await containers.remove(id, { force: true });
      await networks.remove(name);
      await expect(networks.inspect(name)).rejects.toMatchObject(rejection('not-found'));
    });

    it('of others are not removed', async () => {
      const other = (await networks.list()).find(({ ours }) => !ours);
      await expect(networks.remove(other!.name)).rejects.toMatchObject(rejection('refused'));
    });

    it('can be none', async () => {
      const id = await harness.started('ip addr | grep -c inet; true', { network: 'none' });
      await containers.wait(id);
      expect(Number((await harness.log(id))[0])).toBeLessThanOrEqual(2); // the loopback alone
    });
  });

  describe.skipIf(!capabilities.volumes)('volumes', { concurrent: true }, () => {
    it('outlive containers', async () => {
      const name = harness.name('volume');
      await volumes.create({ name, owner: harness.owner });
      await volumes.create({ name, owner: harness.owner }); // is there already, and ours
      const mounts = [{ type: 'volume', source: name, target: '/data', readOnly: false } as const];
      const writer = await harness.started('echo kept > /data/file', { mounts });
      expect(await containers.wait(writer)).toBe(0);
      await expect(volumes.remove(name)).rejects.toMatchObject(rejection('conflict'));
      await containers.remove(writer);
      const reader = await harness.started('cat /data/file; touch /data/x', {
        mounts: [{ ...mounts[0]!, readOnly: true }],
      });
      expect(await containers.wait(reader)).not.toBe(0);
      // Of two streams no engine promises which is told first.
      expect(await harness.log(reader)).toContain('kept');
      expect((await containers.inspect(reader)).mounts).toMatchObject([
        { type: 'volume', source: name, target: '/data', readOnly: true },
      ]);
      await containers.remove(reader);
      expect(await volumes.inspect(name)).toMatchObject({ name, ours: true });
      await volumes.remove(name);
      await expect(volumes.inspect(name)).rejects.toMatchObject(rejection('not-found'));
    });

    it('can be of memory', async () => {
      const id = await harness.started('mount | grep " /scratch "; df /scratch | tail -1', {
        mounts: [{ type: 'tmpfs', target: '/scratch', sizeBytes: 1024 * 1024 }],
      });
      await containers.wait(id);
      expect((await harness.log(id))[0]).toContain('tmpfs');
    });
  });
}

/** The answer of a server on the loopback; empty while nobody answers. */
function get(port: number): Promise<string> {
  return new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, timeout: 2000 }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    });
    asking.on('error', () => resolve(''));
    asking.on('timeout', () => asking.destroy(new Error('nobody answered')));
    asking.end();
  });
}
