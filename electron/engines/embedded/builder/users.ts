import type { FileTree } from './source-tree';
import { resolveIn } from './source-tree';

/** A user or group that the image does not know. */
export class UnknownOwner extends Error {
  override readonly name = 'UnknownOwner';
}

const decoder = new TextDecoder();

/**
 * `--chown`'s value, by number or by the image's own /etc/passwd and /etc/group. A group that is left out is the
 * user's number, as BuildKit has it. Throws UnknownOwner.
 */
export async function ownerOf(tree: FileTree, value: string): Promise<{ uid: number; gid: number }> {
  const [user = '', group] = value.split(':', 2);
  const uid = await numberOf(tree, '/etc/passwd', user, 'user');
  if (group !== undefined && group !== '')
    return { uid, gid: await numberOf(tree, '/etc/group', group, 'group') };
  const own = /^\d+$/.test(user) ? undefined : await lookUp(tree, '/etc/passwd', user, 3);
  return { uid, gid: own === undefined ? uid : Number(own) };
}

async function numberOf(tree: FileTree, file: string, name: string, what: string): Promise<number> {
  if (name === '') return 0;
  if (/^\d+$/.test(name)) return Number(name);
  const found = await lookUp(tree, file, name, 2);
  if (found === undefined) throw new UnknownOwner(`The image has no ${what} "${name}" in its ${file}.`);
  return Number(found);
}

async function lookUp(
  tree: FileTree,
  path: string,
  name: string,
  field: number,
): Promise<string | undefined> {
  const file = tree.get(resolveIn(tree, path) ?? '');
  if (file?.type !== 'file') return undefined;
  const lines = decoder.decode(await file.read()).split('\n');
  return lines.map((line) => line.split(':')).find(([first]) => first === name)?.[field];
}
