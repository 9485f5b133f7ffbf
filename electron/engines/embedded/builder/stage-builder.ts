import type { CopyInstruction, RunInstruction } from '../../../shared/dockerfile/ast';
import { isGitSource, isHttpSource } from '../../../shared/dockerfile/analysis/check-step';
import type { Stage, Step } from '../../../shared/dockerfile/analysis/model';
import type { BuildEvent, PlannedStep } from '../../../shared/engine/build';
import type { FileNode } from '../layer/node';
import { writeLayer } from '../layer/write-layer';
import type { Digest } from '../store/digest';
import { archiveMembers, unpack } from './archive';
import type { BuildCache, CachedStep } from './cache';
import { cacheKey } from './cache';
import type { CopyStep } from './copy-request';
import { readCopy } from './copy-request';
import type { CopyRequest, FoundSource } from './copy';
import { copyNodes, DestinationBlocked, findSources, makeFolders, placeSources, SourceMissing } from './copy';
import { runCreatedBy } from './created-by';
import { TooLarge } from './decompress';
import { runEnvironment, shownArguments } from './environment';
import { notStarted, otherFailure, runFailed, sourceMissing, unsupported, whereOf } from './failures';
import type { ImageState } from './image-state';
import { commit, configure } from './image-state';
import { mountsFor } from './mount-sources';
import { readMounts } from './mounts';
import { runCommandOf } from './run-command';
import type { RunParts } from './run-step';
import { runStep } from './run-step';
import { applySetting, workdirOf } from './settings';
import type { Checksums, FileTree, TreeFile } from './source-tree';
import { resolveIn } from './source-tree';
import { ownerOf, UnknownOwner } from './users';

/** What building a stage needs from the build around it. */
export interface StageContext {
  readonly parts: RunParts & { readonly cache: BuildCache };
  readonly context: FileTree;
  readonly checksums: Checksums;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** By id. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly signal: AbortSignal;
  readonly emit: (event: BuildEvent) => void;
  /** Layers of a stage or an image that `--from` names. Throws BuildStopped where there is no such image. */
  readonly layersOf: (stage: Stage, step: Step, from: string) => Promise<readonly Digest[]>;
  /** The moment that new files and images are said to be made at; milliseconds. */
  readonly now: () => number;
}

/** Carries out the steps of a stage, one after the other. */
export class StageBuilder {
  readonly #build: StageContext;
  #state: ImageState;
  /** Whether every step so far came from the cache. */
  #cached = true;
  /** Date of the last layer: what only changes settings bears it, so that the same build has the same image id. */
  #created: string;

  constructor(build: StageContext, base: ImageState) {
    this.#build = build;
    this.#state = base;
    this.#created = base.history.at(-1)?.created ?? new Date(0).toISOString();
  }

  get state(): ImageState {
    return this.#state;
  }

  get created(): string {
    return this.#created;
  }

  /** Throws BuildStopped, or what the machine and the disk throw. */
  async perform(step: Step, planned: PlannedStep): Promise<void> {
    this.#build.signal.throwIfAborted();
    const started = performance.now();
    this.#build.emit({ type: 'step-started', step: planned.id });
    const made = await this.#make(step, planned);
    this.#build.emit({
      type: 'step-finished',
      step: planned.id,
      cached: this.#cached && !this.#build.noCache,
      ...(made && { digest: made.layer, bytesAdded: made.bytes }),
      ms: Math.round(performance.now() - started),
    });
  }

  async #make(step: Step, planned: PlannedStep): Promise<CachedStep | undefined> {
    const { instruction } = step;
    switch (instruction.name) {
      case 'RUN':
        return this.#run(step, instruction, planned);
      case 'COPY':
      case 'ADD':
        return this.#copy(step, instruction, planned);
      case 'WORKDIR':
        return this.#workdir(step, planned);
      default: {
        const state = applySetting(this.#state, step, this.#created);
        if (state) this.#state = state;
        return undefined;
      }
    }
  }

  async #workdir(step: Step, planned: PlannedStep): Promise<CachedStep | undefined> {
    const path = workdirOf(this.#state, step);
    if (path === '/') {
      this.#state = commit(configure(this.#state, { WorkingDir: path }), `WORKDIR ${path}`, this.#created);
      return undefined;
    }
    const user = this.#state.config.User ?? '';
    const key = cacheKey('workdir', this.#state.layers, path, user);
    const made = await this.#cachedOr(key, async () => {
      const nodes = new Map<string, FileNode>();
      const tree = await this.#tree();
      if (tree.get(path)?.type !== 'directory') {
        // What WORKDIR makes belongs to USER.
        const chown = user === '' ? undefined : await this.#owner(tree, user, planned);
        makeFolders(nodes, tree, `${path}/x`, { ...(chown && { chown }) }, this.#build.now() / 1000);
      }
      return this.#keep([...nodes.values()]);
    });
    this.#state = configure(this.#state, { WorkingDir: path });
    return this.#commit(`WORKDIR ${path}`, made);
  }

  async #owner(tree: FileTree, user: string, planned: PlannedStep): Promise<{ uid: number; gid: number }> {
    try {
      return await ownerOf(tree, user);
    } catch (thrown) {
      if (!(thrown instanceof UnknownOwner)) throw thrown;
      throw otherFailure(
        thrown.message,
        'Create it in an earlier step, or use its number.',
        whereOf(planned),
      );
    }
  }

  async #copy(step: Step, instruction: CopyInstruction, planned: PlannedStep): Promise<CachedStep> {
    const where = whereOf(planned);
    const copy = readCopy(step, instruction, this.#state.config.WorkingDir || '/');
    const remote = copy.request.sources.find((source) => isHttpSource(source) || isGitSource(source));
    if (remote !== undefined) {
      throw otherwiseNeedsNetwork(remote, where);
    }
    const source = await this.#source(step, copy);
    try {
      const found = [...inlineSources(copy), ...findSources(source, copy.request)];
      const sums = await this.#sums(found);
      const below = copy.link ? [] : this.#state.layers;
      const key = cacheKey(instruction.name, below, copy.request, copy.chown ?? '', sums);
      const made = await this.#cachedOr(key, async () => {
        const tree = copy.link ? new Map<string, TreeFile>() : await this.#tree();
        const owner = copy.chown === undefined ? undefined : await ownerOf(tree, copy.chown);
        const request = { ...copy.request, ...(owner && { chown: owner }) };
        const unpacks = instruction.name === 'ADD' && copy.from === undefined;
        return this.#keep(await this.#layOut(found, tree, request, unpacks));
      });
      return this.#commit(copy.createdBy, made);
    } catch (thrown) {
      if (thrown instanceof SourceMissing) throw sourceMissing(thrown.source, copy.from, where);
      if (thrown instanceof DestinationBlocked)
        throw otherFailure(thrown.message, 'Choose another destination.', where);
      if (thrown instanceof UnknownOwner) {
        throw otherFailure(thrown.message, 'Create it in an earlier step, or use its number.', where);
      }
      if (thrown instanceof TooLarge) {
        throw unsupported(`${thrown.message}.`, 'Add a smaller archive, or unpack it in a RUN.', where);
      }
      throw thrown;
    }
  }

  /** What is copied, and what ADD unpacks: archives of the build context go into the destination as a folder. */
  async #layOut(
    found: readonly FoundSource[],
    tree: FileTree,
    request: CopyRequest,
    unpacks: boolean,
  ): Promise<FileNode[]> {
    const now = this.#build.now() / 1000;
    const members = await Promise.all(
      found.map(({ file }) => (unpacks ? archiveMembers(file) : Promise.resolve(undefined))),
    );
    const plain = found.filter((_, index) => members[index] === undefined);
    const nodes = new Map<string, FileNode>();
    for (const node of await copyNodes(placeSources(plain, tree, request), tree, request, now))
      nodes.set(node.path, node);
    const folder = (resolveIn(tree, request.destination) ?? request.destination).replace(/(.)\/$/, '$1');
    for (const each of members) {
      if (!each) continue;
      makeFolders(nodes, tree, `${folder === '/' ? '' : folder}/x`, request, now);
      unpack(each, folder, nodes, tree, now);
    }
    return [...nodes.values()];
  }

  async #run(step: Step, instruction: RunInstruction, planned: PlannedStep): Promise<CachedStep> {
    const { config, layers } = this.#state;
    const { parts, signal, emit } = this.#build;
    const workdir = config.WorkingDir || '/';
    const command = runCommandOf(step, instruction);
    const { env, proxies } = runEnvironment(step, config.Env ?? [], this.#build.buildArguments);
    const mounts = await mountsFor(
      this.#build,
      step,
      readMounts(step, instruction, workdir),
      whereOf(planned),
    );
    const user = config.User ?? '';
    const key = cacheKey(
      'run',
      layers,
      command.arguments,
      command.mounts.length,
      env,
      workdir,
      user,
      mounts.key,
    );
    const made = await this.#cachedOr(key, async () => {
      const running = runStep(parts, {
        layers,
        arguments: command.arguments,
        env: [...env, ...proxies],
        cwd: workdir,
        user,
        mounts: async (guest) => [...command.mounts, ...(await mounts.prepare(guest))],
        log: (stream, text) => {
          emit({ type: 'log', step: planned.id, stream, text });
        },
        signal,
      });
      const outcome = await running.catch((thrown: unknown) => {
        throw notStarted(thrown, command.arguments[0] ?? '', whereOf(planned)) ?? thrown;
      });
      if (!outcome.ok) throw runFailed(outcome.end.code, outcome.end.outOfMemory, whereOf(planned));
      return { ...outcome, created: this.#now() };
    });
    return this.#commit(runCreatedBy(shownArguments(step, config.Env ?? []), command.arguments), made);
  }

  async #cachedOr(key: Digest, make: () => Promise<CachedStep>): Promise<CachedStep> {
    const { cache } = this.#build.parts;
    const known = this.#build.noCache ? undefined : await cache.find(key);
    if (known) return known;
    this.#cached = false;
    const { layer, bytes, created } = await make();
    await cache.keep(key, { layer, bytes, created });
    return { layer, bytes, created };
  }

  #commit(createdBy: string, made: CachedStep): CachedStep {
    this.#created = made.created;
    this.#state = commit(this.#state, createdBy, made.created, made.layer);
    return made;
  }

  async #keep(nodes: readonly FileNode[]): Promise<CachedStep> {
    const tar = await writeLayer({ nodes, whiteouts: [] });
    return { layer: await this.#build.parts.blobs.put(tar), bytes: tar.length, created: this.#now() };
  }

  #now(): string {
    return new Date(this.#build.now()).toISOString();
  }

  #tree(): Promise<FileTree> {
    return this.#build.parts.layers.tree(this.#state.layers);
  }

  async #source(step: Step, copy: CopyStep): Promise<FileTree> {
    if (copy.from === undefined) return this.#build.context;
    return this.#build.parts.layers.tree(await this.#build.layersOf(step.stage, step, copy.from));
  }

  async #sums(found: readonly FoundSource[]): Promise<string[]> {
    const files = found.flatMap(({ file, inside }) => [
      ...(file.type === 'directory' ? [] : [{ file, name: file.path }]),
      ...inside.map((each) => ({ file: each, name: each.path })),
    ]);
    return Promise.all(files.map(({ file, name }) => this.#build.checksums.file(file, name)));
  }
}

function inlineSources(copy: CopyStep): FoundSource[] {
  return copy.inline.map((file) => ({ source: file.path, file, inside: [] }));
}

function otherwiseNeedsNetwork(remote: string, where: ReturnType<typeof whereOf>) {
  return unsupported(
    `${remote} would have to be fetched, and the embedded engine has no network.`,
    "Put the file into the lab's folder and COPY it, or build with Docker.",
    where,
  );
}
