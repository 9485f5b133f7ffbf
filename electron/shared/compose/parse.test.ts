import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectServices } from './order';
import { parseCompose } from './parse';

const problemsOf = (text: string, variables = {}) =>
  parseCompose(text, 'compose.yaml', variables).problems.map(
    ({ severity, line, message }) => `${severity} ${line}: ${message}`,
  );

/** One service with these lines. */
const web = (...lines: string[]) =>
  `services:\n  web:\n    image: web\n${lines.map((line) => `    ${line}\n`).join('')}`;

const serviceOf = (...lines: string[]) => {
  const { project, problems } = parseCompose(web(...lines), 'compose.yaml');
  expect(problems).toEqual([]);
  return project.services[0]!;
};

describe('a Compose file', () => {
  it('is read with every short form written out', () => {
    const text = `name: shop
x-common: &common
  restart: unless-stopped
  environment: &env
    LEVEL: info
services:
  web:
    <<: *common
    build:
      context: ./web
      dockerfile: Dockerfile.dev
      args: ['VERSION=\${VERSION:-1}', EMPTY]
      target: dev
    image: shop/web
    command: serve --port "80 80"
    entrypoint: []
    environment:
      <<: *env
      PORT: 80
      DEBUG: true
      FROM_SHELL:
    ports: ["8080:80", "127.0.0.1::53/udp", "9000-9001:9000-9001", {target: 443, published: "8443"}]
    volumes: [./site:/site:ro, data:/data, /scratch, {type: tmpfs, target: /tmp, tmpfs: {size: 1m}}]
    networks:
      front:
      back: {aliases: [www]}
    depends_on:
      db: {condition: service_healthy, restart: true}
    secrets: [password, {source: password, target: pw, mode: "0400", uid: "7"}]
    configs: [{source: site, target: /etc/site.conf}]
    mem_limit: 64m
    cpus: "0.5"
    stop_grace_period: 1m30s
  db:
    image: db
    healthcheck: {test: "ping || exit 1", interval: 1s, retries: 3}
    networks: [back]
    profiles: [full]
networks:
  front: {}
  back: {internal: true}
volumes:
  data:
secrets:
  password: {file: ./password.txt}
configs:
  site: {content: "port=\${PORT-80}"}
`;
    const { project, problems } = parseCompose(text, 'compose.yaml');
    expect(problems).toEqual([]);
    const [first, second] = project.services;
    expect(project.name).toBe('shop');
    expect(first).toMatchObject({
      name: 'web',
      line: 7,
      image: 'shop/web',
      build: {
        context: './web',
        dockerfile: 'Dockerfile.dev',
        args: { VERSION: '1', EMPTY: '' },
        target: 'dev',
      },
      command: ['serve', '--port', '80 80'],
      entrypoint: [],
      environment: { LEVEL: 'info', PORT: '80', DEBUG: 'true', FROM_SHELL: null },
      ports: [
        { containerPort: 80, hostPort: 8080, protocol: 'tcp' },
        { containerPort: 53, hostPort: 0, protocol: 'udp', hostAddress: '127.0.0.1' },
        { containerPort: 9000, hostPort: 9000, protocol: 'tcp' },
        { containerPort: 9001, hostPort: 9001, protocol: 'tcp' },
        { containerPort: 443, hostPort: 8443, protocol: 'tcp' },
      ],
      mounts: [
        { type: 'bind', source: './site', target: '/site', readOnly: true },
        { type: 'volume', volume: 'data', target: '/data', readOnly: false },
        { type: 'volume', volume: null, target: '/scratch' },
        { type: 'tmpfs', target: '/tmp', sizeBytes: 1024 ** 2 },
      ],
      networks: [
        { network: 'front', aliases: [] },
        { network: 'back', aliases: ['www'] },
      ],
      dependsOn: [{ service: 'db', condition: 'service_healthy', restart: true, required: true }],
      secrets: [
        { source: 'password', target: '/run/secrets/password', mode: 0o444 },
        { source: 'password', target: '/run/secrets/pw', mode: 0o400, uid: 7 },
      ],
      configs: [{ source: 'site', target: '/etc/site.conf' }],
      restart: { policy: 'unless-stopped' },
      limits: { memoryBytes: 64 * 1024 ** 2, cpus: 0.5 },
      stopGraceSeconds: 90,
    });
    expect(second).toMatchObject({
      healthcheck: { test: ['CMD-SHELL', 'ping || exit 1'], intervalMs: 1000, retries: 3 },
      profiles: ['full'],
    });
    expect(project.configs[0]?.from).toEqual({ type: 'text', text: 'port=80' });
  });

  it('has a network for all unless it says otherwise', () => {
    expect(serviceOf().networks).toEqual([{ network: 'default', aliases: [] }]);
    expect(serviceOf('network_mode: none')).toMatchObject({ networks: [], networkMode: 'none' });
  });

  it('reads the forms that are easily taken for others', () => {
    expect(serviceOf('restart: "no"').restart).toEqual({ policy: 'no' });
    expect(serviceOf('restart: on-failure:3').restart).toEqual({ policy: 'on-failure', retries: 3 });
    expect(serviceOf('ports: [80]').ports).toMatchObject([{ containerPort: 80, hostPort: 0 }]);
    expect(serviceOf('env_file: a.env').envFiles).toMatchObject([{ path: 'a.env', required: true }]);
    expect(serviceOf('env_file: [{path: b.env, required: false, format: raw}]').envFiles).toMatchObject([
      { path: 'b.env', required: false, raw: true },
    ]);
    expect(serviceOf('healthcheck: {disable: true}').healthcheck).toEqual({ test: ['NONE'] });
    expect(serviceOf('tmpfs: /run:size=1k').mounts).toMatchObject([{ type: 'tmpfs', sizeBytes: 1024 }]);
    expect(serviceOf('environment: [A=b=c, D]').environment).toEqual({ A: 'b=c', D: null });
    expect(serviceOf('command:').command).toBeUndefined();
    expect(serviceOf('deploy: {resources: {limits: {cpus: "0.25", memory: 8M, pids: 5}}}').limits).toEqual({
      cpus: 0.25,
      memoryBytes: 8 * 1024 ** 2,
      processes: 5,
    });
    expect(serviceOf('user: 0100').user).toBe('0100');
  });
});

describe('a problem of a Compose file', () => {
  it.each<[string, string]>([
    ['services:\n  web: [', 'error 2: this is not valid YAML'],
    ['', 'error 1: there are no services.'],
    ['- a\n', 'error 1: expected a mapping with "services", found a list.'],
    ['services:\n  web: {}\n', 'error 2: services.web: a service needs an "image"'],
    ['services:\n  we b: {image: a}\n', 'error 2: services.we b: a name has only letters'],
    [
      web('imagee: a'),
      'error 4: services.web.imagee: there is no such key in Compose files; did you mean "image"?',
    ],
    [web('tty: perhaps'), 'error 4: services.web.tty: expected true or false, found "perhaps".'],
    [
      web('ports:', '  - "80:80"', '  - "x:80"'),
      'error 6: services.web.ports[2]: "x:80" is no port to publish',
    ],
    [web('ports: ["1-3:1-2"]'), 'error 4: services.web.ports[1]: "1-3:1-2" is no port'],
    [web('ports: ["80:70000"]'), 'error 4: services.web.ports[1]: "80:70000" is no port'],
    [web('ports: [{published: 80}]'), 'error 4: services.web.ports[1]: the "target" is missing'],
    [
      web('volumes: ["data:/d"]'),
      'error 4: services.web: there is no volume "data"; name it at the top level under "volumes". A folder begins with "./".',
    ],
    [web('volumes: ["./a:b"]'), 'error 4: services.web.volumes[1]: "./a:b" is no mount'],
    [web('volumes: ["./a:/b:rx"]'), 'error 4: services.web.volumes[1]: "rx" is no option of a mount'],
    [web('volumes: ["./a:/b", "./c:/b/"]'), 'error 4: services.web: two mounts have the same target /b.'],
    [web('networks: [front]'), 'error 2: services.web: there is no network "front"'],
    [web('secrets: [key]'), 'error 2: services.web: there is no secret "key"'],
    [web('depends_on: [wev]'), 'error 2: services.web: there is no service "wev"; did you mean "web"?'],
    [web('depends_on: [web]'), 'error 2: services.web: it depends on itself.'],
    [
      web('depends_on: {db: {condition: healthy}}'),
      'error 4: services.web.depends_on.db.condition: expected "service_started"',
    ],
    [web('restart: sometimes'), 'error 4: services.web.restart: "sometimes" is no restart policy'],
    [
      web('healthcheck: {test: [curl]}'),
      'error 4: services.web.healthcheck.test: the list must begin with CMD',
    ],
    [
      web('healthcheck: {test: a, interval: soon}'),
      'error 4: services.web.healthcheck.interval: expected a duration',
    ],
    [web('privileged: true'), 'error 4: services.web.privileged: Drydock does not do this'],
    [web('extends: {service: a}'), 'error 4: services.web.extends: Drydock does not do this'],
    [web('shm_size: 1g'), 'warning 4: services.web.shm_size: Drydock leaves this out'],
    [web('network_mode: host'), 'error 4: services.web.network_mode: Drydock knows'],
    [web('image: b'), 'error 4: this is not valid YAML: Map keys must be unique'],
    [web('command: "a \'b"'), "error 4: services.web.command: The quote ' of the command is not closed."],
    [web('environment: ["=x"]'), 'error 4: services.web.environment[1]: expected NAME=value'],
    [
      'services:\n  web:\n    build: https://example.org/x.git\n',
      'error 3: services.web.build: Drydock builds folders',
    ],
    [web('hostname: ${NO}'), 'warning 4: the variable NO is not set, and is empty here.'],
    [web('hostname: ${NO'), 'error 4: a "${" is not closed by "}".'],
    [web('hostname: ${NO:?set it}'), 'error 4: the variable NO must be set: set it.'],
    [`version: "3"\n${web()}`, 'info 1: version: it means nothing any more, and can go.'],
    [`${web()}secrets: {a: {external: true}}\n`, 'error 4: secrets.a.external: Drydock does not do this'],
    [`${web()}configs: {a: {}}\n`, 'error 4: configs.a: expected one of "file"'],
    [`name: Shop\n${web()}`, 'error 1: name: a project is named with a-z'],
    [`${web()}include: [b.yaml]\n`, 'error 4: include: Drydock does not do this'],
  ])('in %j is told', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems.filter((problem) => problem.startsWith(expected))).toHaveLength(1);
  });

  it('is a circle of services', () => {
    const text =
      'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, depends_on: [b]}\n';
    expect(problemsOf(text)).toEqual(['error 3: services wait for each other in a circle: b → c → b.']);
  });

  it('is not made of extensions', () => {
    expect(problemsOf(`x-a: 1\n${web('x-b: [1]')}`)).toEqual([]);
  });

  it('is found in bounded time in a file that merges itself again and again', () => {
    const levels = Array.from({ length: 40 }, (_, n) => `x-${n + 1}: &a${n + 1} {<<: [*a${n}, *a${n}]}`);
    const text = `x-0: &a0 {tty: true}\n${levels.join('\n')}\nservices:\n  web:\n    image: a\n    <<: *a40\n`;
    const started = performance.now();
    parseCompose(text, 'compose.yaml');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('never makes the reader throw', () => {
    const words = [
      'services:',
      '\n',
      '  ',
      'web:',
      ' image: a',
      'ports:',
      '- ',
      '"80:80"',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '<<: ',
      '${A',
      '}',
      'volumes:',
      'depends_on:',
      ': ',
      'null',
      '0x1',
      '!!binary ',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const { problems } = parseCompose(parts.join(''), 'compose.yaml');
        for (const { line, message } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(message).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the services that take part', () => {
  const { project } = parseCompose(
    `services:
  web: {image: x, depends_on: [api]}
  tool: {image: x, profiles: [tools], depends_on: [db]}
  api: {image: x, depends_on: [db, cache]}
  db: {image: x}
  cache: {image: x}
  lonely: {image: x, profiles: [other], depends_on: [tool]}
`,
    'compose.yaml',
  );
  const names = (selection = {}) => selectServices(project, selection).map(({ name }) => name);

  it('come behind what they depend on', () => {
    expect(names()).toEqual(['db', 'cache', 'api', 'web']);
  });

  it('are those of the chosen profiles, and those that are named', () => {
    expect(names({ profiles: ['tools'] })).toEqual(['db', 'cache', 'api', 'web', 'tool']);
    expect(names({ profiles: ['*'] })).toContain('lonely');
    expect(names({ services: ['api'] })).toEqual(['db', 'cache', 'api']);
    expect(names({ services: ['tool'] })).toEqual(['db', 'tool']);
  });

  it('must be there and enabled', () => {
    expect(() => names({ services: ['x'] })).toThrow('There is no service x in compose.yaml.');
    expect(() => names({ services: ['lonely'] })).toThrow(
      'The service lonely depends on tool, which no chosen profile enables.',
    );
  });
});
