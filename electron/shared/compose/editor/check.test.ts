import { describe, expect, it } from 'vitest';
import { checkYaml } from '../../yaml/service';
import { readPort } from './values';

function rules(source: string): string[] {
  return checkYaml('compose.yaml', source).map(
    ({ rule, start, end }) => `${rule} ${source.slice(start, end)}`,
  );
}

const service = (lines: string): string => `services:\n  a:\n    image: b:1\n${lines}`;

describe('a Compose file', () => {
  it('that uses much of the specification has nothing wrong', () => {
    expect(
      rules(`name: harbour
x-common: &common
  restart: unless-stopped
  environment: { LEVEL: info }
services:
  web:
    <<: *common
    build: { context: ., target: run, args: [A=1, B], secrets: [key] }
    ports: ["8080:80", 9090, "127.0.0.1:5000-5002:5000-5002/udp", { target: 80, published: "81" }]
    depends_on:
      db: { condition: service_healthy, restart: true }
    env_file: [a.env, { path: b.env, required: false }]
    command: ["serve", "--port", "80"]
    volumes: [data:/data, ./src:/src:ro, /anonymous, { type: tmpfs, target: /t, tmpfs: { size: 64m } }]
    networks: { front: { aliases: [www] }, default: }
    healthcheck: { test: ["CMD", "true"], interval: 1m30s, retries: 3, start_period: 5s }
    deploy: { replicas: 2, resources: { limits: { cpus: "0.5", memory: 128M } } }
    develop: { watch: [{ path: ., action: sync+restart, target: /app }] }
    read_only: \${RO:-true}
    mem_limit: 512m
    ulimits: { nofile: { soft: 1, hard: 2 }, nproc: 3 }
    secrets: [key, { source: key, target: /k, mode: 0440 }]
    configs: [motd]
    gpus: all
    x-note: anything
  db:
    image: postgres:\${PG:-16}
    environment: [POSTGRES_PASSWORD=a, PGDATA]
    labels: { a: 1 }
    profiles: [full]
    logging: { driver: json-file, options: { max-size: 1m } }
    healthcheck: { disable: true }
volumes: { data: , other: { external: true } }
networks: { front: { driver: bridge, ipam: { config: [{ subnet: 10.1.0.0/16 }] } } }
secrets: { key: { file: ./key } }
configs: { motd: { content: ahoy } }
`),
    ).toEqual([]);
  });

  it.each([
    ['version: "3"\nservices: {}\n', 'obsolete version'],
    ['services:\n  a: {}\n', 'no-image a'],
    ['services:\n  a: { image: nginx }\n', 'image-tag nginx'],
    [service('    depends_on: [c]\n'), 'unknown-name c'],
    [service('    networks: [front]\n'), 'unknown-name front'],
    [service('    volumes: [data:/x]\n'), 'unknown-name data:/x'],
    [service('    volumes: [{ type: volume, source: data, target: /x }]\n'), 'unknown-name data'],
    [service('    secrets: [key]\n'), 'unknown-name key'],
    [service('    depends_on: [a]\n'), 'circle a'],
    [service('    restart: allways\n'), 'wrong-value allways'],
    [service('    ports: ["80:http"]\n'), 'wrong-value "80:http"'],
    [service('    ports: ["1-2:1-3"]\n'), 'wrong-value "1-2:1-3"'],
    [service('    environment: { A: [1] }\n'), 'wrong-kind [1]'],
    [service('    healthcheck: { interval: 30 }\n'), 'wrong-kind 30'],
    [service('    network_mode: host\n    networks: [default]\n'), 'two-networks network_mode'],
    [service('    container_name: one\n    scale: 2\n'), 'fixed-name container_name'],
    [service('    build: { contxt: . }\n'), 'unknown-key contxt'],
    [service('    depends_on: { a: {} }\n'), 'missing-key {}'],
    [service('    gpus: some\n'), 'wrong-value some'],
    [service('  "b c": { image: d:1 }\n'), 'bad-key "b c"'],
  ])('%j has %s', (source, expected) => {
    expect(rules(source)).toContain(expected);
  });

  it('gives a port of the machine away once', () => {
    const two = (first: string, second: string): string[] =>
      rules(`services:\n  a: { image: b:1, ports: [${first}] }\n  c: { image: b:1, ports: [${second}] }\n`);
    expect(two('"80:1"', '"80:2"')).toEqual(['port-taken "80:2"']);
    expect(two('"80:1"', '"80:2/udp"')).toEqual([]);
    expect(two('"127.0.0.1:80:1"', '"127.0.0.2:80:2"')).toEqual([]);
    expect(two('"80"', '"80"')).toEqual([]);
  });
});

it('reads ports as Compose does', () => {
  expect(readPort('80')).toEqual({ container: [80, 80], protocol: 'tcp' });
  expect(readPort('8080:80/udp')).toEqual({ host: [8080, 8080], container: [80, 80], protocol: 'udp' });
  expect(readPort('[::1]:8080:80')).toMatchObject({ ip: '[::1]', host: [8080, 8080] });
  expect(readPort('127.0.0.1::80')).toEqual({ ip: '127.0.0.1', container: [80, 80], protocol: 'tcp' });
  expect(readPort('99999:80')).toContain('no port of this machine');
});
