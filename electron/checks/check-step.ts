import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildEvidence, Check, CheckCase, Evidence } from '../shared/checks';
import { evaluate } from '../shared/checks';
import type { LabKey, StepResult } from '../shared/course/model';
import type { StepFile } from '../shared/course/schema';
import { assertNever, DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import type { RunRequest } from '../engines/run';
import type { FileGrowth } from './builder';
import { CheckBuilder } from './builder';
import type { ComposeStage } from './compose-stage';
import { gatherImage } from './image-evidence';
import { OUTPUT_CAP } from './limits';
import { readLearnerOptions } from './learner-options';
import { runInPlayground } from './playground-evidence';
import { gatherWatched, isWatched, lacks } from './watched-evidence';

/** What is to be checked, and with what. */
export interface CheckRequest {
  readonly lab: LabKey;
  readonly step: Pick<StepFile, 'id' | 'checks'>;
  /** Absolute path of the learner's files. */
  readonly folder: string;
  /** Asked only when a check needs an engine. */
  readonly engine: () => Promise<Engine>;
  /** Value of our label on what is made on the way: {@link CHECK_OWNER}, except in tests. */
  readonly label: string;
  /** Ids of the lesson's quiz questions answered right. */
  readonly correctQuestions: readonly string[];
  /** Builds that are shared with other steps; their maker cleans up. By default the step has its own. */
  readonly builder?: CheckBuilder;
  /** Services that are shared in the same way. */
  readonly stage?: ComposeStage;
  readonly signal?: AbortSignal;
}

/**
 * Makes all checks of a step, one after the other, and removes what was made for them. Throws a DrydockError when no
 * engine answers or the caller aborts; what the learner's files do wrong is in the result.
 */
export async function checkStep(request: CheckRequest): Promise<StepResult> {
  const gatherer = new Gatherer(request);
  try {
    const outcomes: StepResult['outcomes'][number][] = [];
    for (const check of request.step.checks) {
      request.signal?.throwIfAborted(); // not everything that evidence is gathered with can be stopped midway
      outcomes.push(evaluate(await gatherer.gather(check)));
    }
    return {
      lab: request.lab,
      step: request.step.id,
      passed: outcomes.every((outcome) => outcome.passed),
      engine: gatherer.engineId,
      simulated: gatherer.translated,
      outcomes,
    };
  } finally {
    await gatherer.cleanUp();
  }
}

/** Collects the evidence of one step's checks; the builds are shared between them. */
class Gatherer {
  readonly #request: CheckRequest;
  #builder: Promise<CheckBuilder> | undefined;
  #stage: ComposeStage | undefined;
  #engineId = 'none';
  #translated = false;

  constructor(request: CheckRequest) {
    this.#request = request;
  }

  /** The engine that answered; `none` when no check needed one. */
  get engineId(): string {
    return this.#engineId;
  }

  /** Whether something stood for another tool: a definition file that was built as a Dockerfile. */
  get translated(): boolean {
    return this.#translated;
  }

  async gather(check: Check): Promise<CheckCase> {
    switch (check.kind) {
      case 'dockerfile':
        return { check, evidence: { text: await this.#text(check.file) } };
      case 'build':
        return {
          check,
          evidence: await this.#build(check, {
            after: check.after,
            twice: check.twice !== undefined,
            noCache: check.noCache,
          }),
        };
      case 'image': {
        const builder = await this.#getBuilder();
        const build = await this.#build(check);
        return { check, evidence: await gatherImage(builder.engine, check, build, this.#request.signal) };
      }
      case 'container':
        return {
          check,
          evidence: await this.#run(check, { arguments: check.arguments, env: check.env }),
        };
      case 'command':
        return {
          check,
          evidence: await this.#run(check, { arguments: check.run, env: {}, entrypoint: [] }),
        };
      case 'compose':
        return { check, evidence: await this.#compose(check) };
      case 'commands':
        return { check, evidence: { text: await this.#text(check.file) } };
      case 'answers':
        return { check, evidence: { text: await this.#text(check.file) } };
      case 'playground':
        return { check, evidence: await this.#play(check) };
      case 'quiz':
        return { check, evidence: { correct: this.#request.correctQuestions } };
      default:
        return assertNever(check);
    }
  }

  async cleanUp(): Promise<void> {
    if (!this.#request.stage) await this.#stage?.cleanUp();
    if (this.#request.builder) return;
    await (await this.#builder?.catch(() => undefined))?.cleanUp(); // no engine: nothing was made
  }

  #getBuilder(): Promise<CheckBuilder> {
    const { engine, folder, label, signal, builder } = this.#request;
    this.#builder ??= engine().then((chosen) => {
      this.#engineId = chosen.id;
      return builder ?? new CheckBuilder(chosen, folder, label, signal);
    });
    return this.#builder;
  }

  async #build(
    { target, buildArgs, secrets, definition }: Extract<Check, { buildArgs: unknown }>,
    how: { after?: readonly FileGrowth[]; twice?: boolean; noCache?: boolean } = {},
  ): Promise<BuildEvidence> {
    if (definition !== undefined) this.#translated = true;
    return (await this.#getBuilder()).build({ target, buildArgs, secrets, definition, ...how });
  }

  async #run(
    check: Extract<Check, { kind: 'container' | 'command' }>,
    how: Pick<RunRequest, 'arguments' | 'env' | 'entrypoint'>,
  ): Promise<Evidence<'container'>> {
    const build = await this.#build(check);
    if (!build.ok) return { build, run: null };
    const { engine } = await this.#getBuilder();
    const { signal } = this.#request;
    try {
      if (check.kind === 'container' && isWatched(check)) {
        const learners =
          check.options && readLearnerOptions(check.options, await this.#text(check.options.file));
        if (learners?.ok === false) return { build, run: null, ...learners.evidence };
        const status = await engine.status();
        if (status.state === 'ready' && lacks(status.capabilities, check, learners?.options)) {
          return { build, run: null };
        }
        const watched = { engine, image: build.image, check, options: learners?.options, signal };
        return { build, ...(await gatherWatched(watched)) };
      }
      const run = await engine.containers.run({
        ...how,
        image: build.image.id,
        owner: this.#request.label,
        timeoutMs: check.within * 1000,
        outputCap: OUTPUT_CAP,
        ...(signal && { signal }),
      });
      return { build, run };
    } catch (thrown) {
      // An engine refuses to start what is not there: the learner's mistake to be explained, and not the check's end.
      if (!(thrown instanceof DrydockError) || thrown.data.kind !== 'engine-failed') throw thrown;
      return { build, run: null, refusal: thrown.message };
    }
  }

  async #compose(check: Extract<Check, { kind: 'compose' }>): Promise<Evidence<'compose'>> {
    const { engine } = await this.#getBuilder();
    const { folder, label, signal, stage } = this.#request;
    const { ComposeStage: Stage } = await import('./compose-stage');
    this.#stage ??= stage ?? new Stage({ engine, folder, label, ...(signal && { signal }) });
    return this.#stage.gather(check);
  }

  async #play(check: Extract<Check, { kind: 'playground' }>): Promise<Evidence<'playground'>> {
    const script = await this.#text(check.file);
    if (script === null) return { missing: true, run: null };
    const { engine } = await this.#getBuilder();
    return { missing: false, run: await runInPlayground(engine, check, script, this.#request.signal) };
  }

  async #text(file: string): Promise<string | null> {
    try {
      return await readFile(join(this.#request.folder, file), 'utf8');
    } catch {
      return null; // not there, which is what the check will say
    }
  }
}
