import { randomUUID } from 'node:crypto';
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
    const key = JSON.stringify([variant.target ?? null, Object.entries(variant.buildArgs).sort()]);
    let build = this.#builds.get(key);
    if (!build) this.#builds.set(key, (build = this.#start(variant)));
    return build;
  }

  /** Takes the tags of these builds away again. Layers that the learner's own image shares stay. */
  async cleanUp(): Promise<void> {
    await Promise.allSettled(this.#builds.values());
    for (const tag of this.#tags) await this.engine.images.remove(tag).catch(() => undefined); // never came to be
  }

  async #start(variant: BuildVariant): Promise<BuildEvidence> {
    const tag = `drydock/check-${randomUUID().slice(0, 8)}:latest`;
    this.#tags.push(tag);
    const options = {
      tag,
      buildArgs: variant.buildArgs,
      ...(variant.target !== undefined && { target: variant.target }),
    };
    const request = { ...options, context: this.context, labels: { [OURS_LABEL]: this.label } };
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
