import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engines } from '../engines/select';
import { evaluate } from '../shared/checks';
import { composeCheckSchema } from '../shared/checks/schema/compose';
import { ComposeStage } from './compose-stage';

const engines = new Engines();
afterAll(() => engines.close());
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-compose-check-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What is made of a Compose file by a check. */
async function outcome(compose: string | null, parts: object) {
  if (compose !== null) await writeFile(join(folder, 'compose.yaml'), compose);
  const check = composeCheckSchema.parse({ id: 'c', kind: 'compose', title: 'C', within: 10, ...parts });
  const stage = new ComposeStage({ engine: engine!, folder, label: 'compose-test' });
  try {
    return evaluate({ check, evidence: await stage.gather(check) });
  } finally {
    await stage.cleanUp();
  }
}

const SHOP = `services:
  web:
    image: busybox:1.36
    init: true
    command: sh -c "mkdir /www; echo page > /www/index.html; exec httpd -f -p 80 -h /www"
    ports: ["80:80"]
    networks: [front, back]
    environment: {SHIP: ahoy}
  db:
    image: busybox:1.36
    init: true
    command: httpd -f -p 6379 -h /tmp
    volumes: [data:/data]
    networks: [back]
    healthcheck: {test: "true", interval: 30s}
  job: {image: busybox:1.36, command: "true", networks: [front]}
  proxy: {image: busybox:1.36, init: true, command: sleep 60, networks: [front]}
networks: {front: , back: }
volumes: {data: }
`;

describe.skipIf(!engine)('a check of a Compose file', { timeout: 60_000 }, () => {
  it('sees what its services do, and leaves nothing behind', async () => {
    const parts = {
      services: [
        { name: 'web' },
        { name: 'db', state: 'healthy' },
        { name: 'job', state: 'exited', exitCode: 0 },
      ],
      http: [{ service: 'web', port: 80, body: 'page' }],
      publishes: [{ service: 'web', ports: ['0.0.0.0:80:80'] }, { service: 'db' }],
      reaches: [
        { from: 'web', to: 'db', port: 6379 },
        { from: 'proxy', to: 'db', port: 6379, expect: false },
      ],
      commands: [{ service: 'web', run: ['sh', '-c', 'echo $SHIP'], stdout: '^ahoy$' }],
      persists: [{ service: 'db', path: '/data' }],
    };
    expect(await outcome(SHOP, parts)).toMatchObject({ passed: true });
    const ours = (labels: Readonly<Record<string, string>>) => Object.values(labels).includes('compose-test');
    expect((await engine!.containers.list({ all: true })).filter(({ labels }) => ours(labels))).toEqual([]);
    expect((await engine!.networks.list()).filter(({ labels }) => ours(labels))).toEqual([]);
    expect((await engine!.volumes.list()).filter(({ labels }) => ours(labels))).toEqual([]);
  });

  it('looks at the same services for several checks, until one has written in them', async () => {
    await writeFile(join(folder, 'compose.yaml'), SHOP);
    const stage = new ComposeStage({ engine: engine!, folder, label: 'compose-test' });
    const gather = (parts: object) =>
      stage.gather(composeCheckSchema.parse({ id: 'c', kind: 'compose', title: 'C', within: 10, ...parts }));
    const projects = async () => [
      ...new Set(
        (await engine!.containers.list({ all: true }))
          .filter(({ labels }) => Object.values(labels).includes('compose-test'))
          .map(({ name }) => name.split('-').slice(0, 2).join('-')),
      ),
    ];
    try {
      await gather({ services: [{ name: 'web' }] });
      const first = await projects();
      expect(first).toHaveLength(1);
      const writes = { commands: [{ service: 'web', run: ['true'] }] };
      expect(
        evaluate({
          check: composeCheckSchema.parse({ id: 'c', kind: 'compose', title: 'C', ...writes }),
          evidence: await gather(writes),
        }),
      ).toMatchObject({ passed: true });
      expect(await projects()).toEqual([]);
      await gather({ services: [{ name: 'web' }] });
      expect(await projects()).not.toEqual(first);
    } finally {
      await stage.cleanUp();
    }
    expect(await projects()).toEqual([]);
  });

  it('says what is not as it should be', async () => {
    const one = (rest: string) => `services:\n  web: {image: busybox:1.36, init: true, ${rest}}\n`;
    const sleeping = one('command: sleep 60');
    const code = async (compose: string | null, parts: object) =>
      (await outcome(compose, { within: 1, ...parts })).code;
    expect(await code(null, {})).toBe('compose-invalid');
    expect(await code(one('prots: []'), {})).toBe('compose-invalid');
    expect(await code(one('volumes: ["/etc:/x"]'), {})).toBe('compose-failed');
    expect(await code(sleeping, { services: [{ name: 'db' }] })).toBe('service-missing');
    expect(await code(one('command: "false"'), { services: [{ name: 'web' }] })).toBe('wrong-state');
    expect(await code(sleeping, { http: [{ service: 'web', port: 80 }] })).toBe('no-answer');
    const elsewhere = one('command: sleep 60, ports: ["127.0.0.1:8080:80"]');
    const published = { publishes: [{ service: 'web', ports: ['127.0.0.1:8081:80'] }] };
    expect(await code(elsewhere, published)).toBe('wrong-port');
    expect(await code(sleeping, { reaches: [{ from: 'web', to: 'web', port: 80 }] })).toBe('unreachable');
    expect(await code(sleeping, { persists: [{ service: 'web', path: '/tmp' }] })).toBe('not-kept');
  });
});
