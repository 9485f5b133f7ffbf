import { readDockerfile } from '../../../build-context/read-dockerfile';
import { collectContext } from '../../../build-context/collect';
import { hashContext } from '../../../build-context/pack';
import { contextTooLarge } from '../../../build-context/too-large';
import type { DockerfileAst } from '../../../shared/dockerfile/ast';
import { analyse } from '../../../shared/dockerfile/analysis/evaluate';
import type { BaseImage, BuildModel } from '../../../shared/dockerfile/analysis/model';
import { parseDockerfile } from '../../../shared/dockerfile/parse';
import { lineAt } from '../../../shared/dockerfile/lexer/positions';
import type { BuildEvent, BuildFailure, PlannedStage } from '../../../shared/engine/build';
import { planBuild } from '../../../shared/engine/plan';
import type { BuildRequest } from '../../engine';
import type { StoredImage } from '../store/images';
import { epochOf } from './epoch';
import { EventQueue } from './event-queue';
import { BuildStopped, CANCELLED, failureOf, otherFailure, unsupported } from './failures';
import type { ImageState } from './image-state';
import { configure, toOciConfig } from './image-state';
import { Checksums, contextTree } from './source-tree';
import type { StageContext } from './stage-builder';
import type { GraphContext } from './stage-graph';
import { StageGraph } from './stage-graph';

/** What the guest's processor and kernel are. */
const PLATFORM = 'linux/386';

/** What a build needs of the engine. */
export type BuildParts = StageContext['parts'] & {
  /** The image of that name: of the store, or of those that come with Drydock. Undefined when there is none. */
  readonly findImage: (name: string) => Promise<StoredImage | undefined>;
  /** Names of all images there are, for the message that one is missing. */
  readonly imageNames: () => Promise<readonly string[]>;
  readonly addImage: (
    config: ReturnType<typeof toOciConfig>,
    name: string | undefined,
  ) => Promise<StoredImage>;
  /** Bytes of build context that are still read. */
  readonly contextCap: number;
  /** Hosts from which ADD may fetch. */
  readonly downloadHosts: readonly string[];
};

/** Builds an image in the embedded engine; see `Engine.build`. Never throws: how it ends is the last event. */
export async function* buildImage(
  parts: BuildParts,
  request: BuildRequest,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent> {
  if (signal.aborted) {
    yield { type: 'failed', failure: CANCELLED };
    return;
  }
  const queue = new EventQueue();
  const build = new Build(parts, request, signal, queue.push);
  void build.run().finally(queue.end);
  yield* queue;
}

/** One build from its first event to its last. */
class Build {
  readonly #started = performance.now();
  readonly #images = new Map<string, Promise<StoredImage | undefined>>();

  constructor(
    readonly parts: BuildParts,
    readonly request: BuildRequest,
    readonly signal: AbortSignal,
    readonly emit: (event: BuildEvent) => void,
  ) {}

  async run(): Promise<void> {
    try {
      await this.#build();
    } catch (thrown) {
      const failure = this.signal.aborted ? CANCELLED : failureOf(thrown, {});
      this.emit({ type: 'failed', failure });
    }
  }

  async #build(): Promise<void> {
    const { request } = this;
    const file = request.file ?? 'Dockerfile';
    const text = await readDockerfile(request.context, file);
    const ast = parseDockerfile(text);
    const plan = planBuild(text, request);
    this.emit({ type: 'plan', stages: plan.stages });
    const { platform = PLATFORM } = request;
    if (platform !== PLATFORM) {
      throw unsupported(
        `The engine inside Drydock builds for ${PLATFORM} alone, not for ${platform}.`,
        'Leave the platform out, or choose Docker.',
        {},
      );
    }
    this.#refuseProblems(ast, []);
    const context = await collectContext(request.context, file);
    const cap = this.parts.contextCap;
    if (context.bytes > cap) throw new BuildStopped(contextTooLarge(context, cap, 'read'));
    const { files, bytes } = context;
    this.emit({ type: 'context', files, bytes, hash: await hashContext(context) });
    this.signal.throwIfAborted();

    const model = await this.#analyse(ast, plan.stages);
    this.#refuseTarget(model);
    this.#refuseProblems(ast, model.problems);
    const target = model.target;
    if (!target) throw otherFailure('The Dockerfile has no stage to build.', 'Begin it with FROM.', {});
    const graph = new StageGraph(this.#graphContext(contextTree(context)), model);
    await this.#finish(await graph.build(plan.stages, target));
  }

  async #finish(state: ImageState): Promise<void> {
    const { labels, tag } = this.request;
    this.signal.throwIfAborted();
    const labelled = configure(state, { Labels: { ...state.config.Labels, ...labels } });
    const created = state.history.at(-1)?.created ?? new Date(0).toISOString();
    const image = await this.parts.addImage(toOciConfig(labelled, created), tag);
    const ms = Math.round(performance.now() - this.#started);
    this.emit({ type: 'done', imageId: image.id, tags: tag === undefined ? [] : [tag], ms });
  }

  #graphContext(context: GraphContext['context']): GraphContext {
    const epoch = epochOf(this.request.buildArgs?.SOURCE_DATE_EPOCH);
    return {
      parts: this.parts,
      context,
      checksums: new Checksums(),
      buildArguments: this.request.buildArgs ?? {},
      secrets: this.request.secrets ?? {},
      noCache: this.request.noCache ?? false,
      remote: {
        allowed: (host) => this.parts.downloadHosts.includes(host.toLowerCase()),
        most: this.parts.contextCap,
      },
      signal: this.signal,
      emit: this.emit,
      findImage: (name) => this.#image(name),
      imageNames: this.parts.imageNames,
      now: epoch === undefined ? Date.now : () => epoch * 1000,
      newest: epoch,
    };
  }

  /** What the base images set decides how variables are expanded, so they are looked up first. */
  async #analyse(ast: DockerfileAst, planned: readonly PlannedStage[]): Promise<BuildModel> {
    const known = new Map<string, BaseImage>();
    for (const { base } of planned) {
      const image = base === 'scratch' ? undefined : await this.#image(base);
      if (image) known.set(base, baseOf(image));
      else if (base === 'scratch') known.set(base, { env: {} });
    }
    const { target, buildArgs } = this.request;
    return analyse(ast, {
      platform: PLATFORM,
      ...(target !== undefined && { target }),
      ...(buildArgs && { buildArgs }),
      baseImage: (name) => known.get(name),
    });
  }

  #image(name: string): Promise<StoredImage | undefined> {
    let image = this.#images.get(name);
    if (!image) {
      image = this.parts.findImage(name);
      this.#images.set(name, image);
    }
    return image;
  }

  /** A stage is built by its name; its number is for COPY --from only. */
  #refuseTarget(model: BuildModel): void {
    const { target } = this.request;
    if (target === undefined) return;
    if (model.stages.some((stage) => stage.name?.toLowerCase() === target.toLowerCase())) return;
    const names = model.stages.flatMap((stage) => stage.name ?? []);
    const hint =
      names.length > 0
        ? `Choose one of: ${names.join(', ')}.`
        : 'Name a stage with FROM ... AS, and build that.';
    throw otherFailure(`There is no stage "${target}" to build.`, hint, {});
  }

  #refuseProblems(ast: DockerfileAst, problems: BuildModel['problems']): void {
    const all = [
      ...ast.problems,
      ...ast.instructions.flatMap((instruction) => instruction.problems),
      ...problems,
    ];
    const [first] = all.sort((a, b) => a.start - b.start);
    if (!first) {
      if (ast.instructions.some((instruction) => instruction.name === 'FROM')) return;
      throw new BuildStopped(EMPTY);
    }
    if (ast.instructions.length === 0) throw new BuildStopped(EMPTY);
    const stages = ['UnknownStage', 'StageNotYetDefined', 'CircularStage'].includes(first.code);
    throw new BuildStopped({
      kind: stages ? 'other' : 'syntax',
      message: stages ? first.message : `The Dockerfile cannot be read: ${first.message}`,
      hint: stages
        ? 'Name a stage that the Dockerfile defines before this one with FROM ... AS.'
        : `Look at line ${lineAt(ast.lineStarts, first.start)}.`,
      line: lineAt(ast.lineStarts, first.start),
    });
  }
}

const EMPTY: BuildFailure = {
  kind: 'syntax',
  message: 'The Dockerfile has no instruction to build.',
  hint: 'Begin it with FROM and the image to build on.',
};

function baseOf(image: StoredImage): BaseImage {
  const { Env, Shell, User, WorkingDir } = image.config.config ?? {};
  const split = (line: string): [string, string] => {
    const equals = line.indexOf('=');
    return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
  };
  return {
    env: Object.fromEntries((Env ?? []).map(split)),
    ...(Shell && { shell: Shell }),
    ...(User && { user: User }),
    ...(WorkingDir && { workdir: WorkingDir }),
  };
}
