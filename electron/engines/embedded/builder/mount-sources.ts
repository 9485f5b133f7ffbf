import type { Step } from '../../../shared/dockerfile/analysis/model';
import type { Guest } from '../guest';
import type { GuestMount } from '../guest-container';
import type { FileNode } from '../layer/node';
import { writeErofs } from '../erofs/write-erofs';
import { digestOf } from '../store/digest';
import { hexOf } from '../../../shared/engine/digest';
import type { BuildFailure } from '../../../shared/engine/build';
import { cacheKey } from './cache';
import { sourceMissing, unsupported } from './failures';
import type { RunMount } from './mounts';
import type { TreeFile } from './source-tree';
import { filesInside, resolveIn } from './source-tree';
import type { StageContext } from './stage-builder';

/** The mounts of a RUN: what they add to its cache key, and how they come to be in the guest. */
export interface PreparedMounts {
  readonly key: unknown;
  readonly prepare: (guest: Guest) => Promise<readonly GuestMount[]>;
}

type Where = Pick<BuildFailure, 'step' | 'line'>;

interface PreparedMount {
  readonly key: unknown;
  readonly prepare: (guest: Guest) => Promise<GuestMount | undefined>;
}

/** Prepares them; throws BuildStopped for what is missing or cannot be had here. */
export async function mountsFor(
  build: StageContext,
  step: Step,
  mounts: readonly RunMount[],
  where: Where,
): Promise<PreparedMounts> {
  const prepared: PreparedMount[] = [];
  for (const mount of mounts) prepared.push(await prepareMount(build, step, mount, where));
  return {
    key: prepared.map((mount) => mount.key),
    prepare: async (guest) => {
      const made: GuestMount[] = [];
      for (const mount of prepared) {
        const ready = await mount.prepare(guest);
        if (ready) made.push(ready);
      }
      return made;
    },
  };
}

async function prepareMount(
  build: StageContext,
  step: Step,
  mount: RunMount,
  where: Where,
): Promise<PreparedMount> {
  switch (mount.type) {
    case 'tmpfs':
      return {
        key: [mount.type, mount.target],
        prepare: () =>
          Promise.resolve({
            kind: 'tmpfs',
            target: mount.target,
            ...(mount.size !== undefined && { size: mount.size }),
          }),
      };
    case 'cache': {
      const source = `/data/caches/${hexOf(digestOf(mount.id)).slice(0, 16)}`;
      const { target, mode, uid, gid } = mount;
      return {
        key: [mount.type, target],
        prepare: () => Promise.resolve({ kind: 'bind', source, target, mode, uid, gid }),
      };
    }
    case 'secret':
      return prepareSecret(build, mount, where);
    case 'ssh':
      if (!mount.required) return { key: [mount.type], prepare: () => Promise.resolve(undefined) };
      throw unsupported(
        'This step needs an SSH key, which a build from Drydock does not hand over.',
        'Take the --mount=type=ssh out for now.',
        where,
      );
    case 'bind':
      return prepareBind(build, step, mount, where);
  }
}

/** A secret is a file for one step. As in BuildKit its value is no part of the key, nor of anything that is kept. */
function prepareSecret(
  build: StageContext,
  { id, target, required, mode, uid, gid }: Extract<RunMount, { type: 'secret' }>,
  where: Where,
): PreparedMount {
  const key = ['secret', id, target];
  const value = Object.hasOwn(build.secrets, id) ? build.secrets[id] : undefined;
  if (value === undefined) {
    if (!required) return { key, prepare: () => Promise.resolve(undefined) };
    throw unsupported(
      `This step needs the secret "${id}", and this build was not given one.`,
      'Hand it over with the build, or leave out required=true.',
      where,
    );
  }
  const content = Buffer.from(value);
  const node: FileNode = { path: '/secret', type: 'file', mode, uid, gid, modified: 0, content };
  return {
    key,
    prepare: async (guest) => {
      const digest = cacheKey('secret', [mode, uid, gid], value);
      const name = await build.parts.guestLayers.mount(guest, digest, () =>
        Promise.resolve(writeErofs([node])),
      );
      return { kind: 'bind', source: `/data/layers/${name}/secret`, target, readonly: true };
    },
  };
}

async function prepareBind(
  build: StageContext,
  step: Step,
  mount: Extract<RunMount, { type: 'bind' }>,
  where: Where,
): Promise<PreparedMount> {
  const tree =
    mount.from === undefined
      ? build.context
      : await build.parts.layers.tree(await build.layersOf(step.stage, step, mount.from));
  const at = resolveIn(tree, mount.source);
  if (at === undefined || (at !== '/' && !tree.has(at))) throw sourceMissing(mount.source, mount.from, where);
  const files = at === '/' ? [...tree.values()] : [tree.get(at)!, ...filesInside(tree, at)];
  const sums = await Promise.all(files.map((file) => build.checksums.file(file, file.path)));
  const digest = cacheKey('bind', at, sums);
  return {
    key: [mount.type, mount.target, digest],
    prepare: async (guest) => {
      const name = await build.parts.guestLayers.mount(guest, digest, () => imageOf(files));
      return {
        kind: 'bind',
        source: `/data/layers/${name}${at === '/' ? '' : at}`,
        target: mount.target,
        readonly: true,
      };
    },
  };
}

async function imageOf(files: readonly TreeFile[]): Promise<Uint8Array> {
  const nodes: FileNode[] = [];
  for (const { read, ...file } of files) {
    nodes.push(file.type === 'file' ? { ...file, content: await read() } : file);
  }
  return writeErofs(nodes);
}
