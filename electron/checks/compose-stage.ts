import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ComposeRun, LoadedProject } from '../compose';
import { CHECKING, down, findComposeFile, loadProject } from '../compose';
import type { ComposeEvidence } from '../shared/checks';
import type { EngineCapabilities } from '../shared/engine/status';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import type { ComposeCheck } from './compose-look';
import { ComposeLook, tryUp } from './compose-look';
import { TimeLimit } from './time-limit';

/** Milliseconds that bringing the services up may take, builds among it. */
const UP_TIMEOUT = 10 * 60 * 1000;

const NOTHING: ComposeEvidence = {
  problems: null,
  failure: null,
  able: true,
  services: {},
  published: [],
  http: [],
  reached: [],
  commands: [],
  kept: [],
};

/** What the evidence is gathered with. */
export interface ComposeCheckRequest {
  readonly engine: Engine;
  /** Absolute path of the learner's files. */
  readonly folder: string;
  /** Label for what is made on the way. */
  readonly label: string;
  readonly signal?: AbortSignal;
}

/** Services that were brought up for checks, and what bringing them up came to. */
interface Stage {
  readonly file: string;
  readonly profiles: readonly string[];
  readonly run: ComposeRun;
  /** Why they could not be brought up; null when they could. */
  readonly failure: string | null;
  readonly limit: TimeLimit;
}

/**
 * Brings the learner's services up beside whatever else runs, and looks at them for one check after the other. Checks
 * share what is up as long as none of them wrote in it. Whoever makes it cleans up.
 */
export class ComposeStage {
  readonly #request: ComposeCheckRequest;
  /** Names that projects gave to what they built. */
  readonly #prefixes: string[] = [];
  #stage: Stage | undefined;

  constructor(request: ComposeCheckRequest) {
    this.#request = request;
  }

  /** Throws `cancelled` and `engine-unavailable`; what the file or the services do wrong is in the evidence. */
  async gather(check: ComposeCheck): Promise<ComposeEvidence> {
    const { engine, folder } = this.#request;
    const file = check.file ?? findComposeFile(folder);
    if (file === undefined) return NOTHING;
    const loaded = await load(folder, file);
    if (!loaded) return NOTHING;
    const problems = loaded.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file: where, line, message }) => `${where}:${line ?? 1}: ${message}`);
    if (problems.length > 0) return { ...NOTHING, problems };
    const status = await engine.status();
    if (status.state !== 'ready') {
      throw new DrydockError({ kind: 'engine-unavailable', message: status.message, remedy: status.remedy });
    }
    if (!isAble(check, loaded, status.capabilities)) return { ...NOTHING, problems: [], able: false };
    const stage = await this.#bringUp(check, file, loaded);
    try {
      return await new ComposeLook(stage.run, check, this.#request.signal).gather(stage.failure);
    } finally {
      if (stage.failure !== null || leavesTraces(check)) await this.takeDown();
    }
  }

  /** Takes down what is up, and removes what was built. */
  async cleanUp(): Promise<void> {
    await this.takeDown();
    await this.removeImages();
  }

  /** Takes down what is up, with its volumes. Images stay. */
  async takeDown(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    if (!stage) return;
    stage.limit.clear();
    await down({ ...stage.run, signal: new AbortController().signal }, { volumes: true }).catch(
      () => undefined, // the engine went away
    );
  }

  /**
   * Takes the names away from what the projects built. Not while others build the same: an engine may drop an image
   * with its last name although another name is on its way to it.
   */
  async removeImages(): Promise<void> {
    const { engine } = this.#request;
    const prefixes = this.#prefixes.splice(0);
    if (prefixes.length === 0) return;
    for (const { tags } of await engine.images.list().catch(() => [])) {
      for (const tag of tags.filter((each) => prefixes.some((prefix) => each.startsWith(prefix)))) {
        await engine.images.remove(tag).catch(() => undefined); // still used by what could not be removed
      }
    }
  }

  /** What is up already, where it is the same; everything else is taken down first. */
  async #bringUp(check: ComposeCheck, file: string, loaded: LoadedProject): Promise<Stage> {
    const { engine, label, signal } = this.#request;
    const { profiles } = check;
    const there = this.#stage;
    if (there && there.file === file && isDeepStrictEqual(there.profiles, profiles)) return there;
    await this.takeDown();
    this.#prefixes.push(`${loaded.name}-`);
    const limit = new TimeLimit(UP_TIMEOUT, signal);
    const run: ComposeRun = { engine, loaded, owner: label, onEvent: () => undefined, signal: limit.signal };
    this.#stage = { file, profiles, run, failure: null, limit };
    try {
      this.#stage = { ...this.#stage, failure: await tryUp(run, check, signal) };
      return this.#stage;
    } catch (thrown) {
      await this.takeDown();
      throw thrown;
    }
  }
}

/** Whether the services are not as they were before it. */
function leavesTraces({ commands, persists }: ComposeCheck): boolean {
  return commands.length > 0 || persists.length > 0;
}

/** The learner's project under a name of its own; undefined when the file is not there. */
async function load(folder: string, file: string): Promise<LoadedProject | undefined> {
  const name = `check-${randomUUID().slice(0, 8)}`;
  try {
    return await loadProject({ folder, file, name, policy: CHECKING });
  } catch (thrown) {
    if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') return undefined;
    throw thrown;
  }
}

function isAble(check: ComposeCheck, { project }: LoadedProject, able: EngineCapabilities): boolean {
  if (project.services.length > 1 && !able.networks) return false;
  if (check.http.length > 0 && !able.ports) return false;
  if (check.services.some(({ state }) => state === 'healthy') && !able.healthchecks) return false;
  return able.volumes || (check.persists.length === 0 && project.volumes.length === 0);
}
