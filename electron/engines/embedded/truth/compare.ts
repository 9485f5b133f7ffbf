import type { BuildFailure } from '../../../shared/engine/build';
import type { FileTree } from '../builder/source-tree';
import type { Layers } from '../layer/layers';
import { digestOf } from '../store/digest';
import type { StoredImage } from '../store/images';

/** What an engine made of a case. */
export type Outcome =
  | { readonly image: StoredImage; readonly layers: Layers }
  | { readonly failure: Pick<BuildFailure, 'kind' | 'line' | 'message'> };

/** Settings that must be equal (design section 8). */
const SETTINGS = [
  'User',
  'WorkingDir',
  'Env',
  'Cmd',
  'Entrypoint',
  'Shell',
  'OnBuild',
  'ExposedPorts',
  'Volumes',
  'Labels',
  'StopSignal',
  'Healthcheck',
] as const;

/**
 * How two outcomes differ, a line each; empty when they are equal. Times are not compared, and neither is the
 * architecture, under which each engine has the same base. `history` is false where the Dockerfiles differ.
 */
export async function differences(docker: Outcome, ours: Outcome, history: boolean): Promise<string[]> {
  if ('failure' in docker || 'failure' in ours) return compareFailures(docker, ours);
  const [theirTree, ourTree] = await Promise.all([treeOf(docker), treeOf(ours)]);
  return [
    ...compareSettings(docker.image, ours.image),
    ...(history ? compareHistory(docker.image, ours.image) : []),
    ...compareTrees(theirTree, ourTree),
  ];
}

function compareFailures(docker: Outcome, ours: Outcome): string[] {
  // Of some mistakes Docker 20.10 does not tell the line; ours may.
  const theirLine = 'failure' in docker && docker.failure.line !== undefined;
  const words = (outcome: Outcome) =>
    'failure' in outcome
      ? `${outcome.failure.kind}, line ${theirLine ? (outcome.failure.line ?? '-') : '-'}`
      : 'an image';
  const said = (outcome: Outcome) => ('failure' in outcome ? ` (${outcome.failure.message})` : '');
  if (words(docker) === words(ours)) return [];
  return [`ends with ${words(docker)}${said(docker)}; ours with ${words(ours)}${said(ours)}`];
}

function compareSettings(docker: StoredImage, ours: StoredImage): string[] {
  const lines = SETTINGS.map((name) => {
    const [theirs, our] = [docker, ours].map((image) => canonical(image.config.config?.[name]));
    return theirs === our ? '' : `${name}: ${theirs}; ours ${our}`;
  });
  const authors = [docker.config.author ?? '', ours.config.author ?? ''];
  if (authors[0] !== authors[1]) lines.push(`author: ${authors[0]}; ours ${authors[1]}`);
  return lines.filter(Boolean);
}

/** Null and nothing are the same to every engine that reads them; keys have no order. */
function canonical(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (typeof value === 'object' && !Array.isArray(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? 'none' : JSON.stringify(Object.fromEntries(entries));
  }
  return JSON.stringify(value);
}

function compareHistory(docker: StoredImage, ours: StoredImage): string[] {
  const lines = (image: StoredImage) =>
    (image.config.history ?? []).map(
      (entry) =>
        `${asOlder(entry.created_by ?? '')}${entry.empty_layer ? ' (no layer)' : ''} ${entry.comment ?? ''}`,
    );
  const [theirs, our] = [lines(docker), lines(ours)];
  return Array.from({ length: Math.max(theirs.length, our.length) }, (_, index) => index)
    .filter((index) => theirs[index] !== our[index])
    .map((index) => `history ${index}: ${theirs[index] ?? 'nothing'}; ours ${our[index] ?? 'nothing'}`);
}

/** Docker 20.10 leaves out flags of COPY and given values of ARG, and does not clean the path of a WORKDIR. */
function asOlder(createdBy: string): string {
  return createdBy
    .replace(/^(COPY|ADD) (?:--ch(?:own|mod)=\S+ )+/, '$1 ')
    .replace(/^(ARG \w+)=.*$/s, '$1')
    .replace(/^(WORKDIR .+)\/$/, '$1');
}

async function treeOf({ image, layers }: Extract<Outcome, { image: StoredImage }>) {
  return describeFiles(await layers.tree(image.config.rootfs.diff_ids));
}

async function describeFiles(tree: FileTree): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [path, { type, mode, uid, gid, linkTarget, read }] of tree) {
    const content = type === 'file' ? digestOf(await read()).slice(7, 19) : (linkTarget ?? '');
    // A link's own mode means nothing on Linux, and engines write different ones.
    files.set(path, `${type} ${type === 'symlink' ? '' : mode.toString(8)} ${uid}:${gid} ${content}`);
  }
  return files;
}

function compareTrees(theirs: ReadonlyMap<string, string>, ours: ReadonlyMap<string, string>): string[] {
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((path) => theirs.get(path) !== ours.get(path))
    .sort()
    .map((path) => `${path}: ${theirs.get(path) ?? 'absent'}; ours ${ours.get(path) ?? 'absent'}`);
}
