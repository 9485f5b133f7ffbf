import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildEvidence, Check, Evidence, FileEvidence, Finding } from '../shared/checks';
import type { HistoryEntry, ImageDetails } from '../shared/engine/image';
import { layerNames } from '../shared/engine/layer-names';
import type { Engine } from '../engines/engine';
import type { ArchiveLayer } from '../engines/image-archive/entry';
import { readImageArchive } from '../engines/image-archive/read-archive';
import { mergeLayers, resolvePath } from '../engines/image-archive/tree';

type ImageCheck = Extract<Check, { kind: 'image' }>;

/** Bytes of one file that are looked through. */
const FILE_CAP = 4 * 1024 * 1024;

/** Collects what an image check is decided on. The image is saved to a temporary file, at most once for a check. */
export async function gatherImage(
  engine: Engine,
  check: ImageCheck,
  build: BuildEvidence,
  signal?: AbortSignal,
): Promise<Evidence<'image'>> {
  if (!build.ok) return { build, history: [], files: {}, findings: [] };
  const { image } = build;
  const history = check.nowhere.length > 0 ? await engine.images.history(image.id) : [];
  const plain = [...searchHistory(check, history), ...searchEnvironment(check, image)];
  if (!needsArchive(check)) return { build, history, files: {}, findings: plain };
  const folder = await mkdtemp(join(tmpdir(), 'drydock-check-'));
  try {
    const file = join(folder, 'image.tar');
    await engine.images.save([image.id], file, signal);
    const { layers } = await readImageArchive(createReadStream(file));
    const { files, findings } = await searchArchive(check, file, layers, layerNames(image, history));
    return { build, history, files, findings: [...findings, ...plain] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function needsArchive(check: ImageCheck): boolean {
  return (
    check.files.length > 0 ||
    check.nowhere.some((rule) => rule.in.includes('paths') || rule.in.includes('content'))
  );
}

async function searchArchive(
  check: ImageCheck,
  file: string,
  layers: readonly ArchiveLayer[],
  names: readonly string[],
): Promise<Pick<Evidence<'image'>, 'files' | 'findings'>> {
  const tree = mergeLayers(layers);
  const wanted = check.files.map((rule) => ({ path: rule.path, found: resolvePath(tree, rule.path) }));
  const contents = new Map<string, string>();
  const findings: Finding[] = searchPaths(check, layers, names);
  const inContent = rulesIn(check, 'content');
  const numberOf = (name: string) => layers.findIndex((layer) => layer.name === name);
  const isWanted = (path: string, layer: number) =>
    wanted.some(({ found }) => found?.entry.path === path && found.layer === layer);
  await readImageArchive(createReadStream(file), {
    wants: (entry, layer) => (inContent.length > 0 || isWanted(entry.path, numberOf(layer)) ? FILE_CAP : 0),
    take: (entry, name, bytes) => {
      const layer = numberOf(name);
      const text = bytes.toString('utf8');
      if (isWanted(entry.path, layer)) contents.set(entry.path, text);
      for (const { index, pattern } of inContent) {
        if (pattern.test(text)) {
          findings.push({
            rule: index,
            in: 'content',
            where: `${entry.path} in ${names[layer] ?? 'a layer'}`,
          });
        }
      }
    },
  });
  const files: Record<string, FileEvidence | null> = {};
  for (const { path, found } of wanted) {
    const content = found && contents.get(found.entry.path);
    files[path] = found ? { file: found.entry, ...(content !== undefined && { content }) } : null;
  }
  return { files, findings };
}

function searchPaths(
  check: ImageCheck,
  layers: readonly ArchiveLayer[],
  names: readonly string[],
): Finding[] {
  return rulesIn(check, 'paths').flatMap(({ index, pattern }) =>
    layers.flatMap((layer, number) =>
      layer.entries
        .filter((entry) => pattern.test(entry.path))
        .map((entry): Finding => ({
          rule: index,
          in: 'paths',
          where: `${entry.path} in ${names[number] ?? 'a layer'}`,
        })),
    ),
  );
}

function searchHistory(check: ImageCheck, history: readonly HistoryEntry[]): Finding[] {
  return rulesIn(check, 'history').flatMap(({ index, pattern }) =>
    history
      .filter((entry) => pattern.test(entry.createdBy))
      .map((entry): Finding => ({
        rule: index,
        in: 'history',
        where: `the history line ${entry.createdBy}`,
      })),
  );
}

function searchEnvironment(check: ImageCheck, image: ImageDetails): Finding[] {
  return rulesIn(check, 'env').flatMap(({ index, pattern }) =>
    Object.entries(image.config.env)
      .filter(([name, value]) => pattern.test(`${name}=${value}`))
      .map(([name]): Finding => ({ rule: index, in: 'env', where: `the variable ${name}` })),
  );
}

function rulesIn(check: ImageCheck, place: Finding['in']): readonly { index: number; pattern: RegExp }[] {
  return check.nowhere.flatMap((rule, index) =>
    rule.in.includes(place) ? [{ index, pattern: new RegExp(rule.pattern, 'm') }] : [],
  );
}
