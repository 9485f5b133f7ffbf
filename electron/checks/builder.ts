import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BuildEvidence } from '../shared/checks';
import type { BuildProgress } from '../shared/engine/record';
import { applyBuildEvent, startBuild } from '../shared/engine/record';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import { OURS_LABEL } from '../engines/engine';
import { writeDefinition } from './definition-context';
import { compareImages } from './repetition';
import { TimeLimit } from './time-limit';

/** Which image a check is about. */
export interface BuildVariant {
  readonly target?: string | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Values of build secrets, by id. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** An Apptainer definition file that is built in the Dockerfile's place. */
  readonly definition?: string | undefined;
  /** Whether it is built a second time, both without a cache, and the two compared. */
  readonly twice?: boolean;
  /** Whether nothing may come from the cache. */
  readonly noCache?: boolean;
  /** What files grow by before this build; the files as they are were built first. */
  readonly after?: readonly FileGrowth[];
}

/** A text that is written to the end of a file. */
export interface FileGrowth {
  /** Relative to the build context. */
  readonly file: string;
  readonly append: string;
}

/** Milliseconds that a build for a check may take. */
const BUILD_TIMEOUT_MS = 10 * 60 * 1000;

/** Milliseconds between two builds that are compared: files and images bear whole seconds. */
const MOMENT_MS = 1100;

/** Builds a workspace's files for its checks: once for each target and set of build arguments. */
export class CheckBuilder {
  readonly #builds = new Map<string, Promise<BuildEvidence>>();
  readonly #tags: string[] = [];

  constructor(
    readonly engine: Engine,
    readonly context: string,
    readonly label: string,
    readonly signal?: AbortSignal,
  ) {}

  /** The build of a variant; the same promise for every check that asks. */
  build(variant: BuildVariant): Promise<BuildEvidence> {
    const { target = null, buildArgs, secrets = {}, definition = null, after = [] } = variant;
    const { twice = false } = variant;
    // A secret is no part of a step's key: a layer from the cache may have been made without it.
    const noCache = variant.noCache === true || Object.keys(secrets).length > 0;
    const sorted = (record: object) => Object.entries(record).sort();
    const key = JSON.stringify([
      target,
      sorted(buildArgs),
      sorted(secrets),
      definition,
      twice,
      noCache,
      after,
    ]);
    let build = this.#builds.get(key);
    if (!build) {
      build = this.#startAs({ ...variant, noCache }, after);
      this.#builds.set(key, build);
    }
    return build;
  }

  /** Takes the tags of these builds away again. Layers that the learner's own image shares stay. */
  async cleanUp(): Promise<void> {
    await Promise.allSettled(this.#builds.values());
    for (const tag of this.#tags) await this.engine.images.remove(tag).catch(() => undefined); // never came to be
  }

  #startAs(variant: BuildVariant, after: readonly FileGrowth[]): Promise<BuildEvidence> {
    if (after.length > 0) return this.#startAfter(variant, after);
    if (variant.twice) return this.#startTwice(variant);
    if (variant.definition !== undefined) return this.#startDefinition(variant, variant.definition);
    return this.#start(variant, this.context, variant.noCache);
  }

  /** Builds the files as they are, then a copy of them in which some have grown. */
  async #startAfter(variant: BuildVariant, after: readonly FileGrowth[]): Promise<BuildEvidence> {
    const first = await this.build({ ...variant, after: [] });
    if (!first.ok) return first;
    return this.#inCopy(async (copy) => {
      for (const growth of after) await grow(copy, growth);
      return this.#start(variant, copy);
    });
  }

  /** Builds twice from scratch, some time apart, so that what depends on the moment differs. */
  async #startTwice(variant: BuildVariant): Promise<BuildEvidence> {
    const first = await this.#start(variant, this.context, true);
    if (!first.ok) return first;
    await delay(MOMENT_MS);
    const second = await this.#inCopy((copy) => this.#start(variant, copy, true));
    if (!second.ok) return second;
    const images = [first.image, second.image] as const;
    const again = await compareImages(this.engine, images, variant.buildArgs.SOURCE_DATE_EPOCH, this.signal);
    return { ...second, again };
  }

  #startDefinition(variant: BuildVariant, file: string): Promise<BuildEvidence> {
    return this.#inCopy(async (copy) => {
      const failure = await writeDefinition(copy, file);
      return failure ? { ok: false, steps: [], contextBytes: 0, failure } : this.#start(variant, copy);
    });
  }

  async #inCopy(work: (copy: string) => Promise<BuildEvidence>): Promise<BuildEvidence> {
    const copy = await mkdtemp(join(tmpdir(), 'drydock-copy-'));
    try {
      await cp(this.context, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
      return await work(copy);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  async #start(variant: BuildVariant, context: string, noCache = false): Promise<BuildEvidence> {
    const tag = `drydock/check-${randomUUID().slice(0, 8)}:latest`;
    this.#tags.push(tag);
    const options = {
      tag,
      buildArgs: variant.buildArgs,
      ...(variant.target !== undefined && { target: variant.target }),
      ...(noCache && { noCache }),
    };
    const { secrets = {} } = variant;
    const request = { ...options, secrets, context, labels: { [OURS_LABEL]: this.label } };
    let build: BuildProgress = startBuild({
      id: tag,
      workspace: this.label,
      engine: this.engine.id,
      simulated: false,
      startedAt: '',
      options,
    });
    const limit = new TimeLimit(BUILD_TIMEOUT_MS, this.signal);
    try {
      for await (const event of this.engine.build(request, limit.signal)) {
        build = applyBuildEvent(build, event, 0);
      }
    } finally {
      limit.clear();
    }
    const { steps, contextBytes, result } = build;
    if (!result)
      throw new DrydockError({ kind: 'internal', message: 'The engine ended a build without saying how.' });
    if (result.ok) {
      return { ok: true, steps, contextBytes, image: await this.engine.images.inspect(result.imageId) };
    }
    const { kind, message, hint } = result.failure;
    if (kind === 'engine-unavailable') throw new DrydockError({ kind, message, remedy: hint });
    if (kind === 'cancelled' && !limit.passed) throw new DrydockError({ kind, message });
    return { ok: false, steps, contextBytes, failure: result.failure };
  }
}

/** Appends to a file of a folder; never through a link, which could lead out of it. */
async function grow(folder: string, { file, append }: FileGrowth): Promise<void> {
  const path = join(folder, file);
  const link = (await realpath(path).catch(() => path)) !== join(await realpath(folder), file);
  if (link)
    throw new DrydockError({ kind: 'refused', message: `${file} is a link, or missing: make it a file.` });
  await appendFile(path, append.replaceAll('{random}', randomUUID()));
}
