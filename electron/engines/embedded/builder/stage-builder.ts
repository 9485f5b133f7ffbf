import type { CopyInstruction, RunInstruction } from '../../../shared/dockerfile/ast';
import type { Stage, Step } from '../../../shared/dockerfile/analysis/model';
import type { BuildEvent, PlannedStep } from '../../../shared/engine/build';
import type { FileNode } from '../layer/node';
import { notNewer } from '../layer/not-newer';
import { writeLayer } from '../layer/write-layer';
import type { Digest } from '../store/digest';
import type { BuildCache, CachedStep } from './cache';
import { cacheKey } from './cache';
import type { CopyStep } from './copy-request';
import { readCopy } from './copy-request';
import type { FoundSource } from './copy';
import { DestinationBlocked, findSources, makeFolders, SourceMissing } from './copy';
import { runCreatedBy } from './created-by';
import { TooLarge } from './decompress';
import { runEnvironment, shownArguments } from './environment';
import { notStarted, otherFailure, runFailed, sourceMissing, unsupported, whereOf } from './failures';
import type { ImageState } from './image-state';
import { commit, configure } from './image-state';
import { inlineSources, layOut } from './lay-out';
import { mountsFor } from './mount-sources';
import { readMounts } from './mounts';
import type { DownloadLimits } from './remote/download';
import { fetchSource, isRemote } from './remote/remote-source';
import { runCommandOf } from './run-command';
import type { RunParts } from './run-step';
import { runStep } from './run-step';
import { applySetting, workdirOf } from './settings';
import type { Checksums, FileTree, TreeFile } from './source-tree';
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
  /** What ADD may fetch. */
  readonly remote: Omit<DownloadLimits, 'signal'>;
  readonly signal: AbortSignal;
  readonly emit: (event: BuildEvent) => void;
  /** Layers of a stage or an image that `--from` names. Throws BuildStopped where there is no such image. */
  readonly layersOf: (stage: Stage, step: Step, from: string) => Promise<readonly Digest[]>;
  /** Does the work when no other command of this build runs. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The moment that new files and images are said to be made at; milliseconds. */
  readonly now: () => number;
  /** SOURCE_DATE_EPOCH: no file of a new layer is said to be newer; seconds since 1970. */
  readonly newest: number | undefined;
}

/** Carries out the steps of a stage, one after the other. */
export class StageBuilder {
  readonly #build: StageContext;
  #state: ImageState;
  /** Whether every step so far came from the cache. */
  #cached = true;
  /** Milliseconds for which its steps waited for commands of other stages. */
  #waited = 0;
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
    this.#waited = 0;
    this.#build.emit({ type: 'step-started', step: planned.id });
    const made = await this.#make(step, planned);
    this.#build.emit({
      type: 'step-finished',
      step: planned.id,
      cached: this.#cached && !this.#build.noCache,
      ...(made && { digest: made.layer, bytesAdded: made.bytes }),
      ms: Math.round(performance.now() - started - this.#waited),
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
    try {
      let finding: Promise<FoundSource[]> | undefined;
      const find = () => (finding ??= this.#found(step, copy, planned));
      // What the Dockerfile pins by its checksum need not be fetched to be found in the cache.
      const sums = copy.checksum === undefined ? await this.#sums(await find()) : [copy.checksum];
      const below = copy.link ? [] : this.#state.layers;
      const key = cacheKey(
        instruction.name,
        below,
        copy.request,
        copy.chown ?? '',
        sums,
        copy.unpack ?? null,
      );
      const made = await this.#cachedOr(key, async () => {
        const tree = copy.link ? new Map<string, TreeFile>() : await this.#tree();
        const owner = copy.chown === undefined ? undefined : await ownerOf(tree, copy.chown);
        const request = { ...copy.request, ...(owner && { chown: owner }) };
        const local = instruction.name === 'ADD' && copy.from === undefined;
        const unpacks = ({ source }: FoundSource) => copy.unpack ?? (local && !isRemote(source));
        return this.#keep(await layOut(await find(), tree, request, unpacks, this.#build.now() / 1000));
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
      const asked = performance.now();
      const run = () => {
        this.#waited = performance.now() - asked;
        return runStep(parts, {
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
          newest: this.#build.newest,
        });
      };
      const outcome = await this.#build.inTurn(run).catch((thrown: unknown) => {
        throw notStarted(thrown, command.arguments[0] ?? '', whereOf(planned)) ?? thrown;
      });
      if (!outcome.ok) throw runFailed(outcome.end.code, outcome.end.outOfMemory, whereOf(planned));
      return { ...outcome, created: this.#now() };
    });
    return this.#commit(runCreatedBy(shownArguments(step, config.Env ?? []), command.arguments), made);
  }

  async #cachedOr(asked: Digest, make: () => Promise<CachedStep>): Promise<CachedStep> {
    const { cache } = this.#build.parts;
    const { newest } = this.#build;
    const key = newest === undefined ? asked : cacheKey(asked, newest);
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
    const tar = await writeLayer({ nodes: notNewer(nodes, this.#build.newest), whiteouts: [] });
    return { layer: await this.#build.parts.blobs.put(tar), bytes: tar.length, created: this.#now() };
  }

  #now(): string {
    return new Date(this.#build.now()).toISOString();
  }

  #tree(): Promise<FileTree> {
    return this.#build.parts.layers.tree(this.#state.layers);
  }

  async #found(step: Step, copy: CopyStep, planned: PlannedStep): Promise<FoundSource[]> {
    const { signal, emit, remote } = this.#build;
    const tree = await this.#source(step, copy);
    const { destination, exclude = [] } = copy.request;
    const { checksum, keepGitFolder } = copy;
    const found = copy.request.sources.map((source) => {
      if (!isRemote(source)) return findSources(tree, { ...copy.request, sources: [source] });
      const request = { source, exclude, checksum, keepGitFolder, intoFolder: destination.endsWith('/') };
      const tell = (text: string) => {
        emit({ type: 'log', step: planned.id, stream: 'stdout', text });
      };
      return fetchSource(request, { ...remote, signal }, whereOf(planned), tell);
    });
    return [...inlineSources(copy), ...(await Promise.all(found)).flat()];
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
