import { homedir } from 'node:os';
import { DrydockError } from '../shared/errors';
import type { EngineStatus } from '../shared/engine/status';
import type { Surroundings } from './docker/connection';
import type { Engine } from './engine';
import type { UpkeepAbility } from './upkeep';

/** What a learner or a command line may choose: `auto`, a family, or an engine's id like `docker:lab-server`. */
export type EngineChoice = string;

/** Makes the embedded engine. */
export type MakeEmbedded = () => Promise<Engine>;

/** The engines of this machine, looked for once and again on demand. */
export class Engines {
  readonly #surroundings: Surroundings;
  readonly #makeEmbedded: MakeEmbedded | undefined;
  #embedded: Promise<Engine> | undefined;
  #engines: Promise<readonly Engine[]> | undefined;
  #statuses: readonly EngineStatus[] | undefined;

  /** `makeEmbedded` makes the engine inside Drydock, which is taken where no other answers. */
  constructor(surroundings: Surroundings = ownSurroundings(), makeEmbedded?: MakeEmbedded) {
    this.#surroundings = surroundings;
    this.#makeEmbedded = makeEmbedded;
  }

  /** What is known of each engine; asks all of them when nobody has asked yet. */
  async list(): Promise<readonly EngineStatus[]> {
    return this.#statuses ?? this.refresh();
  }

  /** Looks for engines again, and asks each whether it answers. Never throws. */
  async refresh(): Promise<readonly EngineStatus[]> {
    const before = await this.#engines;
    this.#engines = this.#discover();
    const engines = await this.#engines;
    // The embedded engine is the same one each time: what runs in it goes on.
    const gone = (before ?? []).filter((engine) => !engines.includes(engine));
    await Promise.all(gone.map((engine) => engine.close()));
    this.#statuses = await Promise.all(engines.map((engine) => engine.status()));
    return this.#statuses;
  }

  /**
   * The engine to use. `auto` is the first that answers, the embedded one last. Throws `engine-unavailable` with the remedy when none does,
   * and `invalid-input` for a choice that is no engine.
   */
  async select(choice: EngineChoice = 'auto'): Promise<Engine> {
    if (choice === 'embedded') return this.#chooseEmbedded();
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

  /** What an engine takes that is part of the app; null for one that is not. */
  async upkeep(id: string): Promise<UpkeepAbility | null> {
    return (await this.select(id)).upkeep ?? null;
  }

  /** Takes everything from an engine that is part of the app; it begins anew. Does nothing to any other. */
  async reset(id: string): Promise<void> {
    const upkeep = await this.upkeep(id);
    if (!upkeep) return;
    await upkeep.reset();
    this.#embedded = undefined;
    await this.refresh();
  }

  /** Frees what the engines hold. */
  async close(): Promise<void> {
    const engines = new Set(await this.#engines);
    if (this.#embedded) engines.add(await this.#embedded);
    await Promise.all([...engines].map((engine) => engine.close()));
  }

  /** Chosen by name, it is there without looking for any other. */
  #chooseEmbedded(): Promise<Engine> {
    if (!this.#makeEmbedded) throw embeddedMissing();
    this.#embedded ??= this.#makeEmbedded();
    return this.#embedded;
  }

  async #discover(): Promise<readonly Engine[]> {
    const [{ discoverDocker }, { discoverPodman }, { DockerEngine }] = await Promise.all([
      import('./docker/connection'),
      import('./podman/podman'),
      import('./docker/docker-engine'),
    ]);
    const docker = await discoverDocker(this.#surroundings);
    const endpoints = [...docker, ...discoverPodman(this.#surroundings)];
    const engines: Engine[] = endpoints.map((endpoint) => new DockerEngine(endpoint));
    return this.#makeEmbedded ? [...engines, await this.#chooseEmbedded()] : engines;
  }
}

/** This process's own surroundings. */
export function ownSurroundings(): Surroundings {
  return { env: process.env, home: homedir(), platform: process.platform };
}

function embeddedMissing(): DrydockError {
  return new DrydockError({
    kind: 'engine-unavailable',
    message: 'The embedded engine is not part of this command.',
    remedy: 'Use --engine docker or --engine podman.',
  });
}
