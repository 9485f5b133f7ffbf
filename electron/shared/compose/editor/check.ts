import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { suggest } from '../../dockerfile/didyoumean';
import type { YamlProblem } from '../../yaml/problem';
import { keyOf, nodeAt, pairOf, resolved, spanOf, textAt } from '../../yaml/source';
import { readPort } from './values';

/** What a schema cannot say of a Compose file: names that mean nothing, circles, ports taken twice. */
export function checkCompose(document: Document): YamlProblem[] {
  return new ComposeCheck(document).run();
}

/** The named things of a file. */
type Shelf = 'services' | 'networks' | 'volumes' | 'secrets' | 'configs' | 'models';

/** The names of one kind that a file defines. */
export function namesIn(document: Document, shelf: Shelf): string[] {
  const node = nodeAt(document.contents, document, shelf);
  return isMap(node) ? (node as YAMLMap).items.flatMap((pair) => keyOf(pair) ?? []) : [];
}

/** A name that is written somewhere, with its node. */
interface Mention {
  readonly name: string;
  readonly node: unknown;
}

const WORDS: Readonly<Record<Shelf, string>> = {
  services: 'service',
  networks: 'network',
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
  models: 'model',
};

class ComposeCheck {
  readonly #problems: YamlProblem[] = [];
  readonly #known = new Map<Shelf, ReadonlySet<string>>();

  constructor(private readonly document: Document) {
    for (const shelf of Object.keys(WORDS) as Shelf[]) {
      this.#known.set(shelf, new Set(namesIn(document, shelf)));
    }
  }

  run(): YamlProblem[] {
    const services = nodeAt(this.document.contents, this.document, 'services');
    if (!isMap(services)) return this.#problems;
    for (const pair of (services as YAMLMap).items as Pair[]) {
      const service = resolved(pair.value, this.document);
      if (isMap(service)) this.service(pair, service as YAMLMap);
    }
    this.circles(services as YAMLMap);
    this.hostPorts(services as YAMLMap);
    return this.#problems;
  }

  private service(pair: Pair, service: YAMLMap): void {
    const has = (key: string): boolean => pairOf(service, key) !== undefined;
    const isOwn = !has('extends') && !has('<<') && !has('provider');
    if (isOwn && !has('image') && !has('build')) {
      this.report(
        'no-image',
        'error',
        pair.key,
        `The service "${keyOf(pair) ?? ''}" has neither an image nor a build.`,
      );
    }
    if (has('network_mode') && has('networks')) {
      const key = pairOf(service, 'network_mode')?.key;
      this.report('two-networks', 'error', key, 'A service has either network_mode or networks, not both.');
    }
    const replicas =
      textAt(service, this.document, 'deploy', 'replicas') ?? textAt(service, this.document, 'scale');
    if (has('container_name') && replicas !== undefined && Number(replicas) > 1) {
      const key = pairOf(service, 'container_name')?.key;
      this.report(
        'fixed-name',
        'error',
        key,
        'Containers of one name cannot run several times: leave the name out.',
      );
    }
    const image = nodeAt(service, this.document, 'image');
    const name = isScalar(image) ? String(image.value) : '';
    if (
      image &&
      !name.includes('$') &&
      !has('build') &&
      /^[^@]*?(?::latest)?$/.test(name) &&
      !/:(?!latest$)[\w.-]+$/.test(name)
    ) {
      this.report(
        'image-tag',
        'warning',
        image,
        'Give the image a tag other than latest, so that it stays the same.',
      );
    }
    for (const key of ['depends_on', 'links', 'volumes_from'] as const)
      this.mentions(service, key, 'services');
    for (const shelf of ['networks', 'secrets', 'configs', 'models'] as const)
      this.mentions(service, shelf, shelf);
    this.volumes(service);
  }

  private mentions(service: YAMLMap, key: string, shelf: Shelf): void {
    for (const { name, node } of this.mentionedIn(service, key)) this.mustExist(shelf, name, node);
  }

  private mentionedIn(service: YAMLMap, key: string): Mention[] {
    const node = nodeAt(service, this.document, key);
    if (isMap(node)) {
      return (node as YAMLMap).items.flatMap((pair) => {
        const name = keyOf(pair);
        return name === undefined || name === '<<' ? [] : [{ name, node: pair.key }];
      });
    }
    if (!isSeq(node)) return [];
    return node.items.flatMap((item): Mention[] => {
      const entry = resolved(item, this.document);
      const source = isMap(entry) ? nodeAt(entry, this.document, 'source') : entry;
      if (!isScalar(source)) return [];
      const name = String(source.value).split(':')[0]!;
      return key === 'volumes_from' && String(source.value).startsWith('container:')
        ? []
        : [{ name, node: source }];
    });
  }

  private volumes(service: YAMLMap): void {
    const node = nodeAt(service, this.document, 'volumes');
    if (!isSeq(node)) return;
    for (const item of node.items) {
      const entry = resolved(item, this.document);
      if (isMap(entry)) {
        const source = nodeAt(entry, this.document, 'source');
        if (textAt(entry, this.document, 'type') === 'volume' && isScalar(source)) {
          this.mustExist('volumes', String(source.value), source);
        }
      } else if (isScalar(entry)) {
        const [source, target] = String(entry.value).split(':');
        if (target !== undefined && /^[A-Za-z0-9][\w.-]+$/.test(source!))
          this.mustExist('volumes', source!, entry);
      }
    }
  }

  private mustExist(shelf: Shelf, name: string, node: unknown): void {
    const known = this.#known.get(shelf)!;
    if (known.has(name) || name.includes('$') || (shelf === 'networks' && name === 'default')) return;
    const near = suggest(name, known);
    const word = WORDS[shelf];
    const rest = near
      ? `Did you mean "${near}"?`
      : shelf === 'services'
        ? 'It names no service of this file.'
        : `Add it under "${shelf}" at the end of the file.`;
    const place = spanOf(node);
    const isWhole = isScalar(node) && String(node.value) === name && node.type === 'PLAIN';
    const fix = near && place && isWhole;
    this.report('unknown-name', 'error', node, `There is no ${word} "${name}". ${rest}`, [
      ...(fix ? [{ title: `Write "${near}"`, safe: true, edits: [{ ...place, text: near }] }] : []),
    ]);
  }

  /** Services that wait for each other never start. */
  private circles(services: YAMLMap): void {
    const waits = new Map<string, Mention[]>();
    for (const pair of services.items as Pair[]) {
      const service = resolved(pair.value, this.document);
      if (isMap(service)) waits.set(keyOf(pair) ?? '', this.mentionedIn(service as YAMLMap, 'depends_on'));
    }
    const done = new Set<string>();
    const visit = (name: string, way: readonly string[]): void => {
      if (done.has(name)) return;
      for (const { name: next, node } of waits.get(name) ?? []) {
        const at = [...way, name].indexOf(next);
        if (at >= 0) {
          const circle = [...[...way, name].slice(at), next].join(' → ');
          this.report('circle', 'error', node, `These services wait for each other: ${circle}.`);
        } else visit(next, [...way, name]);
      }
      done.add(name);
    };
    for (const name of waits.keys()) visit(name, []);
  }

  /** One port of the machine can be given away once. */
  private hostPorts(services: YAMLMap): void {
    const taken = new Map<string, string>();
    for (const pair of services.items as Pair[]) {
      const service = resolved(pair.value, this.document);
      const ports = isMap(service) ? nodeAt(service, this.document, 'ports') : undefined;
      if (!isSeq(ports)) continue;
      for (const item of ports.items) {
        const entry = resolved(item, this.document);
        const found = this.publishedBy(entry);
        if (!found) continue;
        const owner = taken.get(found.key);
        const name = keyOf(pair) ?? '';
        if (owner !== undefined && owner !== name) {
          this.report(
            'port-taken',
            'error',
            entry,
            `Port ${found.port} of this machine is given to "${owner}" already.`,
          );
        }
        taken.set(found.key, name);
      }
    }
  }

  private publishedBy(entry: Node | undefined): { key: string; port: string } | undefined {
    if (isMap(entry)) {
      const port = textAt(entry, this.document, 'published');
      const protocol = textAt(entry, this.document, 'protocol') ?? 'tcp';
      const ip = textAt(entry, this.document, 'host_ip') ?? '';
      return port ? { key: `${ip} ${port} ${protocol}`, port } : undefined;
    }
    const mapping = isScalar(entry) ? readPort(String(entry.value)) : '';
    if (typeof mapping === 'string' || !mapping.host || mapping.host[0] !== mapping.host[1]) return undefined;
    const port = String(mapping.host[0]);
    return port === '0' ? undefined : { key: `${mapping.ip ?? ''} ${port} ${mapping.protocol}`, port };
  }

  private report(
    rule: string,
    severity: YamlProblem['severity'],
    node: unknown,
    message: string,
    fixes: NonNullable<YamlProblem['fixes']> = [],
  ): void {
    const place = spanOf(node) ?? { start: 0, end: 0 };
    this.#problems.push({ rule, severity, ...place, message, ...(fixes.length > 0 && { fixes }) });
  }
}
