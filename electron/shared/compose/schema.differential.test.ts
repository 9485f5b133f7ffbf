/** Against the published schema of the Compose Specification, as dclint 3.1.0 (MIT) carries it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCompose } from './parse';

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

const file = createRequire(import.meta.url)
  .resolve('dclint')
  .replace(/dist\/.*$/, 'schemas/compose.schema.json');
/** Without its dialect's address, which would be looked up. */
const published = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
  key === '$schema' ? undefined : value,
) as Schema;
const ajv = new Ajv({ strict: false, validateFormats: false });
const validate = ajv.compile(published);

const propertiesOf = (name: string) => published.definitions[name]?.properties ?? {};
const build = (propertiesOf('service').build as { oneOf: { properties?: object }[] }).oneOf.find(
  ({ properties }) => properties,
)?.properties;

/** Where a key stands, in a file that is otherwise complete. */
const places: Readonly<Record<string, [object, (key: string) => string]>> = {
  'the top level': [published.properties, (key) => `services: {web: {image: a}}\n${key}: {}\n`],
  'a service': [propertiesOf('service'), (key) => `services: {web: {${key}: {}}}\n`],
  'a build': [build ?? {}, (key) => `services: {web: {build: {${key}: {}}}}\n`],
  'a healthcheck': [
    propertiesOf('healthcheck'),
    (key) => `services: {web: {image: a, healthcheck: {${key}: {}}}}\n`,
  ],
  'a deployment': [
    propertiesOf('deployment'),
    (key) => `services: {web: {image: a, deploy: {${key}: {}}}}\n`,
  ],
  'a network': [propertiesOf('network'), (key) => `networks: {a: {${key}: {}}}\n`],
  'a volume': [propertiesOf('volume'), (key) => `volumes: {a: {${key}: {}}}\n`],
  'a secret': [propertiesOf('secret'), (key) => `secrets: {a: {${key}: {}}}\n`],
  'a config': [propertiesOf('config'), (key) => `configs: {a: {${key}: {}}}\n`],
};

describe('the published schema', () => {
  it.each(Object.entries(places))(
    'has no key in %s that is not read or named as left out',
    (_place, [keys, write]) => {
      const names = Object.keys(keys);
      expect(names.length).toBeGreaterThan(3);
      const unknown = names.filter((key) =>
        parseCompose(write(key), 'compose.yaml').problems.some(({ message }) =>
          message.includes('no such key'),
        ),
      );
      expect(unknown).toEqual([]);
    },
  );

  it.each([
    'services: {a: {image: x, ports: ["80:80", 90, {target: 1, published: "2", protocol: udp, host_ip: 127.0.0.1}]}}',
    'services: {a: {image: x, environment: [A=1], env_file: [{path: a, required: false}]}}',
    'services: {a: {image: x, environment: {A: 1, B: , C: true}, env_file: x}}',
    'services: {a: {build: {context: ., args: {A: 1}, target: t}, depends_on: {b: {condition: service_healthy, required: false, restart: true}}}, b: {image: y, healthcheck: {test: [CMD, a], interval: 1s, retries: 3, start_period: 2s}}}',
    'services: {a: {image: x, volumes: ["a:/a", {type: bind, source: ./b, target: /b, read_only: true}, {type: tmpfs, target: /c, tmpfs: {size: 1m}}]}}\nvolumes: {a: {name: b, labels: [x=y]}}',
    'services: {a: {image: x, networks: {n: {aliases: [w]}, m: }}}\nnetworks: {n: {internal: true}, m: }',
    'services: {a: {image: x, secrets: [s, {source: s, target: t, mode: 256}], configs: [c]}}\nsecrets: {s: {environment: V}}\nconfigs: {c: {content: x}}',
    'services: {a: {image: x, restart: "on-failure:3", profiles: [p], init: true, stop_grace_period: 1m, mem_limit: 64m, cpus: 0.5, pids_limit: 5}}',
    'name: shop\nx-a: 1\nservices: {a: {image: x, x-b: 2, deploy: {resources: {limits: {cpus: "1", memory: 1g}}}}}',
  ])('accepts %s, as we do', (text) => {
    expect(
      parseCompose(text, 'compose.yaml').problems.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    expect(validate(parse(text))).toBe(true);
  });

  it.each([
    'services: {a: {image: [x]}}',
    'services: {a: {image: x, ports: 80}}',
    'services: {a: {image: x, prots: []}}',
    'services: {a: {image: x, depends_on: {b: {condition: ready}}}, b: {image: x}}',
    'services: {a: {image: x, environment: 1}}',
    'services: {a: {image: x, volumes: [{source: a}]}}',
    'services: []',
    'servces: {}',
    'services: {a: {image: x, healthcheck: {tests: a}}}',
    'services: {"a b": {image: x}}',
  ])('refuses %s, as we do', (text) => {
    expect(parseCompose(text, 'compose.yaml').problems.some(({ severity }) => severity === 'error')).toBe(
      true,
    );
    expect(validate(parse(text))).toBe(false);
  });
});
