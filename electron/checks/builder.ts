import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildEvidence } from '../shared/checks';
import type { BuildProgress } from '../shared/engine/record';
import { applyBuildEvent, startBuild } from '../shared/engine/record';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import { OURS_LABEL } from '../engines/engine';
import { TimeLimit } from './time-limit';

/** Which image a check is about. */
export interface BuildVariant {
  readonly target?: string | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
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
    const { target = null, buildArgs, after = [] } = variant;
    const key = JSON.stringify([target, Object.entries(buildArgs).sort(), after]);
    let build = this.#builds.get(key);
    if (!build) {
      build = after.length > 0 ? this.#startAfter(variant, after) : this.#start(variant, this.context);
      this.#builds.set(key, build);
    }
    return build;
  }

  /** Takes the tags of these builds away again. Layers that the learner's own image shares stay. */
  async cleanUp(): Promise<void> {
    await Promise.allSettled(this.#builds.values());
    for (const tag of this.#tags) await this.engine.images.remove(tag).catch(() => undefined); // never came to be
  }

  /** Builds the files as they are, then a copy of them in which some have grown. */
  async #startAfter(variant: BuildVariant, after: readonly FileGrowth[]): Promise<BuildEvidence> {
    const first = await this.build({ ...variant, after: [] });
    if (!first.ok) return first;
    const copy = await mkdtemp(join(tmpdir(), 'drydock-after-'));
    try {
      await cp(this.context, copy, { recursive: true, verbatimSymlinks: true });
      for (const growth of after) await grow(copy, growth);
      return await this.#start(variant, copy);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  async #start(variant: BuildVariant, context: string): Promise<BuildEvidence> {
    const tag = `drydock/check-${randomUUID().slice(0, 8)}:latest`;
    this.#tags.push(tag);
    const options = {
      tag,
      buildArgs: variant.buildArgs,
      ...(variant.target !== undefined && { target: variant.target }),
    };
    const request = { ...options, context, labels: { [OURS_LABEL]: this.label } };
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
