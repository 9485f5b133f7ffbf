import { chmod, mkdir, mkdtemp, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuildFailure } from '../../../shared/engine/build';
import type { Engine } from '../../engine';
import { OURS_LABEL } from '../../engine';
import type { ContextFile, TruthCase } from './case';
import { TRUTH_BASE } from './case';

/** What came of a build: the id of an image, or why there is none. */
export type Built = { readonly id: string } | { readonly failure: BuildFailure };

/** Builds a case on an engine, in a folder of its own under `folder`; `files` is the address of the server that has TRUTH_FILES. */
export async function buildCase(
  engine: Engine,
  each: TruthCase,
  dockerfile: string,
  folder: string,
  owner: string,
  files: string,
): Promise<Built> {
  const context = await mkdtemp(join(folder, 'case-'));
  await writeFile(
    join(context, 'Dockerfile'),
    dockerfile
      .replaceAll('http://files.test', files)
      .replace(/^(from (?:--platform=\S+ )?)base\b/gim, `$1${TRUTH_BASE}`),
  );
  for (const [path, file] of Object.entries(each.files ?? {})) await lay(join(context, path), file);
  const { target, buildArgs } = each;
  const request = {
    context,
    labels: { [OURS_LABEL]: owner },
    downloadHosts: [new URL(files).hostname],
    ...(target !== undefined && { target }),
    ...(buildArgs && { buildArgs }),
  };
  for await (const event of engine.build(request, new AbortController().signal)) {
    if (event.type === 'done') return { id: event.imageId };
    if (event.type === 'failed') return { failure: event.failure };
  }
  throw new Error(`${each.name}: the build told no end`);
}

/** All times are the same, so that nothing can rest on them. */
async function lay(path: string, file: ContextFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (typeof file === 'object' && 'link' in file) return symlink(file.link, path);
  const { text = '', bytes, mode = 0o644 } = typeof file === 'string' ? { text: file } : file;
  await writeFile(path, bytes ?? text);
  await chmod(path, mode);
  await utimes(path, 1_700_000_000, 1_700_000_000);
}
