import type { Offer, Offers } from '../yaml/complete';
import type { Cursor } from '../yaml/cursor';
import type { YamlFacts, YamlLanguage } from '../yaml/language';
import type { Schema } from '../yaml/schema';
import { textAt } from '../yaml/source';
import { checkKubernetes } from './check';
import { ROOTS } from './kinds';
import { PIECES } from './pieces';
import { schemaOfKind, UNKNOWN_KIND } from './schema';

/** Kubernetes' objects as a language of the editor. */
export const kubernetesLanguage: YamlLanguage = {
  name: 'kubernetes',
  habits: { emptyIsAbsent: true },
  schemaOf(document) {
    const kind = textAt(document.contents, document, 'kind');
    if (kind === undefined) return UNKNOWN_KIND;
    return schemaOfKind(kind);
  },
  checkAll: checkKubernetes,
  offers: (facts: YamlFacts): Offers => ({
    schema: schemaAround,
    values: (cursor) => values(cursor, facts),
    pieces: () => PIECES,
  }),
};

/** The schema of the document that is being written, by its `kind:` line. */
function schemaAround(cursor: Cursor): Schema {
  const kind = lineValue(cursor, 'kind');
  // Its own line keeps the choice among all kinds.
  if (cursor.path.length === 1 && cursor.path[0] === 'kind') return UNKNOWN_KIND;
  return (kind !== undefined && schemaOfKind(kind)) || UNKNOWN_KIND;
}

function lineValue({ lines, document }: Cursor, key: string): string | undefined {
  for (const line of lines.slice(document.from, document.to)) {
    const match = new RegExp(`^${key}:\\s*([\\w./-]+)`).exec(line);
    if (match) return match[1];
  }
  return undefined;
}

function values(cursor: Cursor, facts: YamlFacts): Offer[] {
  const path = cursor.path.filter((step) => step !== '[]');
  const last = path.at(-1);
  const before = path.at(-2);
  if (last === 'image') return facts.images.map((label) => ({ label, detail: 'installed' }));
  if (last === 'apiVersion' && path.length === 1) {
    const kind = lineValue(cursor, 'kind');
    const right = kind !== undefined && Object.hasOwn(ROOTS, kind) ? ROOTS[kind]!.apiVersion : undefined;
    return right ? [{ label: right, detail: kind! }] : [];
  }
  if (last === 'kind' && path.length === 1) {
    return Object.entries(ROOTS).map(([label, { about }]) => ({ label, detail: about }));
  }
  if (last === 'claimName') return namesOf(cursor, 'PersistentVolumeClaim');
  if (last === 'secretName' || (last === 'name' && /^secret/.test(before ?? '')))
    return namesOf(cursor, 'Secret');
  if (last === 'name' && /^configMap/.test(before ?? '')) return namesOf(cursor, 'ConfigMap');
  if (last === 'name' && before === 'service') return namesOf(cursor, 'Service');
  if (last === 'name' && before === 'scaleTargetRef') {
    return [...namesOf(cursor, 'Deployment'), ...namesOf(cursor, 'StatefulSet')];
  }
  if (last === 'name' && before === 'volumeMounts') return volumesOf(cursor);
  return [];
}

/** Names of the objects of a kind, in all documents of the file. */
function namesOf({ lines }: Cursor, kind: string): Offer[] {
  const offers: Offer[] = [];
  let found: string | undefined;
  let inMetadata = false;
  for (const line of lines) {
    if (/^---/.test(line)) found = undefined;
    const kindLine = /^kind:\s*(\S+)/.exec(line);
    if (kindLine) found = kindLine[1];
    if (/^\S/.test(line)) inMetadata = line.startsWith('metadata:');
    const name = inMetadata ? /^ {2}name:\s*(\S+)/.exec(line) : null;
    if (name && found === kind) offers.push({ label: name[1]!, detail: `${kind} of this file` });
  }
  return offers;
}

/** Names under `volumes:` of the document. */
function volumesOf({ lines, document }: Cursor): Offer[] {
  const offers: Offer[] = [];
  let column = -1;
  for (const line of lines.slice(document.from, document.to)) {
    const start = /^( *)(volumes|volumeClaimTemplates):\s*$/.exec(line);
    if (start) column = start[1]!.length;
    else if (column >= 0 && line.trim() !== '' && /^ */.exec(line)![0].length < column) column = -1;
    const name = column >= 0 ? /^ *(?:- +)?name:\s*(\S+)/.exec(line) : null;
    if (name) offers.push({ label: name[1]!, detail: 'volume of this Pod' });
  }
  return offers;
}
