import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { pack } from 'tar-stream';
import type { ComposeFile, ComposeFileGrant, ComposeService } from '../shared/compose';
import { DrydockError } from '../shared/errors';
import { storageError } from '../storage/storage-error';
import { pathUnder } from './policy';
import type { LoadedProject } from './project';

/** A secret or config with its content, as a container gets it. */
export interface Grant extends ComposeFileGrant {
  readonly content: Uint8Array;
}

/** Largest secret or config, in bytes; Docker's own limit for a secret is half of it. */
const MAX_BYTES = 1024 * 1024;

/** Reads the secrets and configs of a service. Throws `not-found` for a file or variable that is not there. */
export async function readGrants(loaded: LoadedProject, service: ComposeService): Promise<readonly Grant[]> {
  const { secrets, configs } = loaded.project;
  const grants: Grant[] = [];
  for (const [wanted, files] of [
    [service.secrets, secrets],
    [service.configs, configs],
  ] as const) {
    for (const grant of wanted) {
      const file = files.find(({ key }) => key === grant.source);
      if (file) grants.push({ ...grant, content: await contentOf(loaded, file) });
    }
  }
  return grants;
}

/** A tar that puts the files in their places, to be unpacked at the root. */
export async function* packGrants(grants: readonly Grant[]): AsyncGenerator<Uint8Array> {
  const archive = pack();
  for (const { target, content, mode, uid, gid } of grants) {
    archive.entry({ name: posix.normalize(target).slice(1), mode, uid, gid }, Buffer.from(content));
  }
  archive.finalize();
  for await (const chunk of archive) yield chunk as Uint8Array;
}

/** A hash over the contents, so that a container whose secret changed is made anew. */
export function hashGrants(grants: readonly Grant[]): string {
  const hash = createHash('sha256');
  for (const { content } of grants) hash.update(`${content.length}\0`).update(content);
  return hash.digest('hex');
}

async function contentOf(loaded: LoadedProject, { key, from, line }: ComposeFile): Promise<Uint8Array> {
  const where = { file: loaded.project.file, line };
  if (from.type === 'text') return Buffer.from(from.text);
  if (from.type === 'environment') {
    const value = Object.hasOwn(loaded.variables, from.variable)
      ? loaded.variables[from.variable]
      : undefined;
    if (value !== undefined) return Buffer.from(value);
    throw new DrydockError({
      kind: 'not-found',
      message: `The variable ${from.variable}, which ${key} comes from, is not set.`,
      remedy: 'Set it, for example in the .env file beside the Compose file.',
      where,
    });
  }
  const path = await pathUnder(loaded.policy, loaded.folder, from.path, where);
  const content = await readFile(path).catch((thrown: unknown) => {
    throw storageError(thrown, `read ${from.path}`);
  });
  if (content.length <= MAX_BYTES) return content;
  throw new DrydockError({
    kind: 'refused',
    message: `${from.path} is too large for a secret or config: at most ${MAX_BYTES / 1024} KiB are given.`,
    remedy: 'Mount the file instead.',
    where,
  });
}
