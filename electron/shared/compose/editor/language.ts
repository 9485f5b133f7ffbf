import type { Offer, Offers } from '../../yaml/complete';
import type { Cursor } from '../../yaml/cursor';
import type { YamlFacts, YamlLanguage } from '../../yaml/language';
import { checkCompose } from './check';
import { PIECES } from './pieces';
import { COMPOSE } from './schema';

/** Compose files as a language of the editor. */
export const composeLanguage: YamlLanguage = {
  name: 'compose',
  habits: { interpolates: true, freeKeys: /^x-/ },
  schemaOf: () => COMPOSE,
  check: checkCompose,
  offers: (facts: YamlFacts): Offers => ({
    schema: () => COMPOSE,
    keys: (cursor) => (cursor.at === 'key' ? named(cursor) : []),
    values: (cursor) => [...named(cursor), ...found(cursor, facts)],
    pieces: () => PIECES,
  }),
};

/** Names of this file for a place that takes one: a service, a network, a volume. */
function named(cursor: Cursor): Offer[] {
  const [shelf, service, key, ...rest] = cursor.path;
  if (shelf !== 'services' || service === undefined) return [];
  const detail = (name: string): string => `${name} of this file`;
  const inList = rest.length === 0 || (rest.length === 1 && rest[0] === '[]');
  if (!inList) {
    return key === 'volumes' && rest[1] === 'source' ? offersOf(cursor, 'volumes', detail('volume')) : [];
  }
  switch (key) {
    case 'depends_on':
    case 'volumes_from':
      return offersOf(cursor, 'services', detail('service')).filter(({ label }) => label !== service);
    case 'networks':
    case 'secrets':
    case 'configs':
      return offersOf(cursor, key, detail(key.slice(0, -1)));
    case 'volumes':
      return offersOf(cursor, 'volumes', detail('volume'));
    default:
      return [];
  }
}

/** The keys under a key of the top, told by indentation, since the file is being written. */
function offersOf({ lines, document }: Cursor, shelf: string, detail: string): Offer[] {
  const offers: Offer[] = [];
  let column: number | undefined;
  let inside = false;
  for (const line of lines.slice(document.from, document.to)) {
    if (/^\S/.test(line)) {
      inside = new RegExp(`^${shelf}\\s*:`).test(line);
      continue;
    }
    const match = inside ? /^( +)([\w.-]+)\s*:/.exec(line) : null;
    if (!match) continue;
    column ??= match[1]!.length;
    if (match[1]!.length === column) offers.push({ label: match[2]!, detail });
  }
  return offers;
}

/** Images, folders and files that are there. */
function found(cursor: Cursor, facts: YamlFacts): Offer[] {
  const [shelf, , key, ...rest] = cursor.path;
  if (shelf !== 'services') return [];
  const last = rest.findLast((step) => step !== '[]') ?? key;
  switch (last) {
    case 'image':
      return facts.images.map((label) => ({ label, detail: 'installed' }));
    case 'env_file':
      return facts.files.filter((path) => /\.env|env$/.test(path)).map((label) => ({ label }));
    case 'dockerfile':
      return facts.files.filter((path) => /Dockerfile|Containerfile/.test(path)).map((label) => ({ label }));
    case 'build':
    case 'context':
      return foldersOf(facts.files).map((label) => ({ label: `./${label}` }));
    default:
      return [];
  }
}

function foldersOf(files: readonly string[]): string[] {
  return [
    ...new Set(files.flatMap((path) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : []))),
  ];
}
