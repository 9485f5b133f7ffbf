import { homedir } from 'node:os';
import { DrydockError } from '../shared/errors';
import type { EngineStatus } from '../shared/engine/status';
import type { Surroundings } from './docker/connection';
import type { Engine } from './engine';

/** What a learner or a command line may choose: `auto`, a family, or an engine's id like `docker:lab-server`. */
export type EngineChoice = string;

/** The engines of this machine, looked for once and again on demand. */
export class Engines {
  readonly #surroundings: Surroundings;
  #engines: Promise<readonly Engine[]> | undefined;
  #statuses: readonly EngineStatus[] | undefined;

  constructor(surroundings: Surroundings = ownSurroundings()) {
    this.#surroundings = surroundings;
  }

  /** What is known of each engine; asks all of them when nobody has asked yet. */
  async list(): Promise<readonly EngineStatus[]> {
    return this.#statuses ?? this.refresh();
  }

  /** Looks for engines again, and asks each whether it answers. Never throws. */
  async refresh(): Promise<readonly EngineStatus[]> {
    const before = await this.#engines;
    this.#engines = this.#discover();
    await Promise.all((before ?? []).map((engine) => engine.close()));
    const engines = await this.#engines;
    this.#statuses = await Promise.all(engines.map((engine) => engine.status()));
    return this.#statuses;
  }

  /**
   * The engine to use. `auto` is the first that answers. Throws `engine-unavailable` with the remedy when none does,
   * and `invalid-input` for a choice that is no engine.
   */
  async select(choice: EngineChoice = 'auto'): Promise<Engine> {
    if (choice === 'embedded') throw embeddedMissing();
    const statuses = (await this.list()).some((status) => status.state === 'ready')
      ? await this.list()
      : await this.refresh(); // an engine may have been started since
    const engines = (await this.#engines) ?? [];
    const chosen = statuses.filter((status) => choice === 'auto' || status.id === choice);
    const ready = chosen.find((status) => status.state === 'ready');
    const engine = engines.find((each) => each.id === ready?.id);
    if (engine) return engine;
    const first = chosen.find((status) => status.state === 'unavailable');
    if (first) {
      const { message, remedy } = first;
      throw new DrydockError({ kind: 'engine-unavailable', message, remedy });
    }
    if (choice === 'podman') {
      const message = 'No Podman service was found on this machine.';
      throw new DrydockError({
        kind: 'engine-unavailable',
        message,
        remedy: 'Install Podman, and start its service: "systemctl --user start podman.socket".',
      });
    }
    throw new DrydockError({
      kind: 'invalid-input',
      message: `There is no engine "${choice}".`,
      remedy: `Choose auto or one of: ${statuses.map((status) => status.id).join(', ')}.`,
    });
  }

  /** Frees what the engines hold. */
  async close(): Promise<void> {
    await Promise.all(((await this.#engines) ?? []).map((engine) => engine.close()));
  }

  async #discover(): Promise<readonly Engine[]> {
    const [{ discoverDocker }, { discoverPodman }, { DockerEngine }] = await Promise.all([
      import('./docker/connection'),
      import('./podman/podman'),
      import('./docker/docker-engine'),
    ]);
    const docker = await discoverDocker(this.#surroundings);
    const endpoints = [...docker, ...discoverPodman(this.#surroundings)];
    return endpoints.map((endpoint) => new DockerEngine(endpoint));
  }
}

/** This process's own surroundings. */
export function ownSurroundings(): Surroundings {
  return { env: process.env, home: homedir(), platform: process.platform };
}

function embeddedMissing(): DrydockError {
  return new DrydockError({
    kind: 'engine-unavailable',
    message: 'The embedded engine is not part of this version yet.',
    remedy: 'Use --engine docker or --engine podman.',
  });
}
