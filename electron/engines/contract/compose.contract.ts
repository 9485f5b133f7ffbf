import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComposeRun } from '../../compose';
import {
  CONFINED,
  containersOf,
  down,
  listProject,
  loadProject,
  markOf,
  projectLogs,
  restart,
  serviceOf,
  up,
} from '../../compose';
import type { ComposeEvent } from '../../shared/compose';
import type { Harness } from './harness';
import { CONTRACT_BASE, PATIENCE, rejection } from './harness';

const FILES = {
  'compose.yaml': `services:
  web:
    build: ./web
    init: true
    stop_grace_period: 2s
    ports: ["80"]
    environment: {GREETING: "\${GREETING:-hello}", FROM_DOTENV: }
    env_file: web.env
    secrets: [key]
    configs: [{source: site, target: /etc/site.conf}]
    depends_on:
      db: {condition: service_healthy}
      init: {condition: service_completed_successfully}
  db:
    image: ${CONTRACT_BASE}
    init: true
    command: sh -c "sleep 1; touch /tmp/ok; echo ready; exec httpd -f -p 6379 -h /data"
    volumes: [data:/data]
    healthcheck: {test: "test -e /tmp/ok", interval: 200ms, retries: 100}
    networks: {default: , back: {aliases: [store]}}
  init:
    image: ${CONTRACT_BASE}
    command: echo prepared
  lonely:
    image: ${CONTRACT_BASE}
    init: true
    command: sleep 60
    profiles: [more]
    networks: [back]
networks: {back: }
volumes: {data: }
secrets: {key: {file: ./key.txt}}
configs: {site: {content: "site=\${GREETING:-hello}"}}
`,
  '.env': 'GREETING=ahoy\nFROM_DOTENV=yes\n',
  'web.env': 'LEVEL="$GREETING"\n',
  'key.txt': 's3cret',
  'web/Dockerfile': `FROM ${CONTRACT_BASE}\nRUN mkdir /www && echo page > /www/index.html\nCMD ["httpd", "-f", "-p", "80", "-h", "/www"]\n`,
};

/** Compose projects, run by nothing but the `Engine` interface. */
export function composeContract(harness: Harness): void {
  const { engine, owner, capabilities } = harness;

  describe.skipIf(!capabilities.compose || !harness.compose)('Compose projects', () => {
    let folder = '';
    let run: ComposeRun;
    let events: ComposeEvent[] = [];
    const name = `contract-${owner.replaceAll(/[^a-z0-9-]/g, '')}`;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drydock-compose-'));
      for (const [path, text] of Object.entries(FILES)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      run = await open();
    });
    afterAll(async () => {
      await down(run, { volumes: true });
      await engine.images.remove(`${name}-web:latest`).catch(() => undefined); // a failed test made none
    });

    async function open(): Promise<ComposeRun> {
      events = [];
      const loaded = await loadProject({ folder, name, policy: CONFINED });
      const { signal } = new AbortController();
      return { engine, loaded, owner, signal, onEvent: (event) => events.push(event) };
    }
    const list = () => listProject(engine, markOf(run), run.loaded.project);
    const idOf = async (service: string) => {
      const found = (await containersOf(engine, markOf(run))).find((each) => serviceOf(each) === service);
      return found?.id ?? '';
    };
    const inside = async (service: string, script: string) =>
      (await harness.exec(await idOf(service), script)).output;
    const logs = async () => {
      const lines: string[] = [];
      const { signal } = new AbortController();
      for await (const line of projectLogs(engine, markOf(run), null, { signal })) {
        lines.push(`${line.service}: ${line.text}`);
      }
      return lines;
    };

    it('come up in the order of their dependencies, with what they were given', async () => {
      await up(run, { wait: true });
      expect(
        (await list()).map(({ service, state, health, exitCode }) => [service, state, health, exitCode]),
      ).toEqual([
        ['web', 'running', 'none', null],
        ['db', 'running', 'healthy', null],
        ['init', 'exited', 'none', 0],
      ]);
      const steps = events.flatMap((event) =>
        event.type === 'step' ? [`${event.subject.kind} ${event.subject.name} ${event.step}`] : [],
      );
      expect(steps.indexOf('service db healthy')).toBeLessThan(steps.indexOf('service web starting'));
      expect(steps).toEqual(
        expect.arrayContaining(['network back done', 'volume data done', 'image web done']),
      );
      expect(events.some((event) => event.type === 'build' && event.event.type === 'done')).toBe(true);
      const script = 'echo $GREETING $FROM_DOTENV $LEVEL; cat /run/secrets/key /etc/site.conf';
      expect(await inside('web', script)).toBe('ahoy yes ahoy\ns3cretsite=ahoy');
      expect(await logs()).toEqual(expect.arrayContaining(['init: prepared', 'db: ready']));
    });

    it('answer each other by name and alias, and this machine by published ports', async () => {
      await inside('db', 'echo stored > /data/index.html');
      expect(await inside('web', 'wget -qO- http://db:6379/')).toBe('stored\n');
      await up(await open(), { services: ['lonely'] });
      expect(await inside('lonely', 'wget -qO- http://store:6379/')).toBe('stored\n');
      expect(await inside('lonely', 'wget -qT 2 -O- http://web/ 2>&1')).not.toContain('page');
      const port = (await list())
        .find(({ service }) => service === 'web')
        ?.ports.find(({ hostPort }) => hostPort);
      expect(port?.hostAddress).toBe('127.0.0.1');
      await expect.poll(() => get(port!.hostPort!), PATIENCE).toBe('page\n');
    });

    it('keep what did not change, and make anew what did', async () => {
      const before = [await idOf('web'), await idOf('db')];
      await up(await open(), { services: ['web'] });
      expect([await idOf('web'), await idOf('db')]).toEqual(before);
      await writeFile(join(folder, 'key.txt'), 'other');
      await up(await open(), { services: ['web'] });
      expect(await idOf('db')).toBe(before[1]);
      expect(await idOf('web')).not.toBe(before[0]);
      expect(await inside('web', 'cat /run/secrets/key')).toBe('other');
    });

    it('restart one service', async () => {
      const before = (await engine.containers.inspect(await idOf('db'))).startedAt;
      await restart(await open(), 'db');
      expect((await engine.containers.inspect(await idOf('db'))).startedAt).not.toBe(before);
      await expect(restart(run, 'nobody')).rejects.toMatchObject(rejection('not-found'));
    });

    it('say which service failed, and can be cancelled while they wait', async () => {
      const bad = (condition: string, command: string, health = '') =>
        `services:\n  a: {image: ${CONTRACT_BASE}, command: "${command}", init: true${health}}\n  b: {image: ${CONTRACT_BASE}, command: sleep 60, depends_on: {a: {condition: ${condition}}}}\n`;
      const attempt = async (text: string, signal = new AbortController().signal) => {
        await writeFile(join(folder, 'bad.yaml'), text);
        const loaded = await loadProject({ folder, file: 'bad.yaml', name: `${name}-bad`, policy: CONFINED });
        const bold = { ...run, loaded, signal };
        try {
          await up(bold);
        } finally {
          expect((await containersOf(engine, markOf(bold))).map(serviceOf)).not.toContain('b');
          await down({ ...bold, signal: new AbortController().signal });
        }
      };
      await expect(attempt(bad('service_completed_successfully', "sh -c 'exit 3'"))).rejects.toThrow(
        'The service a should have ended well, but ended with exit code 3.',
      );
      const sick = ', healthcheck: {test: "echo sick; false", interval: 100ms, retries: 1}';
      await expect(attempt(bad('service_healthy', 'sleep 60', sick))).rejects.toThrow('a is unhealthy');
      await expect(attempt(bad('service_healthy', 'sleep 60'))).rejects.toThrow('a has no health check');
      const controller = new AbortController();
      const later = setTimeout(() => controller.abort(), 1500);
      const slow = ', healthcheck: {test: "false", interval: 10s}';
      await expect(
        attempt(bad('service_healthy', 'sleep 60', slow), controller.signal),
      ).rejects.toMatchObject(rejection('cancelled'));
      clearTimeout(later);
    });

    it('keep volumes over down and up, until they are to go', async () => {
      await down(run);
      expect(await list()).toEqual([]);
      expect((await engine.networks.list()).filter((each) => each.name.startsWith(`${name}_`))).toEqual([]);
      run = await open();
      await up(run, { services: ['db'] });
      expect(await inside('db', 'cat /data/index.html')).toBe('stored\n');
      await down(run, { volumes: true });
      expect((await engine.volumes.list()).filter((each) => each.name.startsWith(`${name}_`))).toEqual([]);
    });
  });
}

function get(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
