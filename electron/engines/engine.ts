import type { BuildEvent, BuildOptions } from '../shared/engine/build';
import type { EngineEvent, PruneReport } from '../shared/engine/event';
import type { EngineKind, EngineStatus } from '../shared/engine/status';
import type { EngineContainers } from './containers';
import type { EngineHood } from './hood';
import type { EngineImages } from './images';
import type { EngineNetworks } from './networks';
import type { UpkeepAbility } from './upkeep';
import type { EngineVolumes } from './volumes';

/** A build as the main process asks for it: the renderer's options, and the folder that only the main process knows. */
export interface BuildRequest extends BuildOptions {
  /** Absolute path of the build context. */
  readonly context: string;
  /** Values by id for `RUN --mount=type=secret`, where the engine's capabilities have secrets. Never kept. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Hosts from which ADD may fetch in the embedded engine, instead of those of the settings. */
  readonly downloadHosts?: readonly string[];
  /** Labels put on the image besides the Dockerfile's, among them the one that marks it as ours. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What builds images and runs containers. Docker, Podman and the embedded engine implement it and pass the same
 * contract suite (engine.contract.ts); nobody outside this folder knows which one answers.
 *
 * Every method throws a DrydockError: `engine-unavailable` when nobody answers, `not-found` for an unknown reference,
 * `unsupported` for what the capabilities say it cannot do, `cancelled` when its signal aborts, `engine-failed` for the
 * rest. A stream throws the same while it is read, and ends early when its reader stops. `build` is the exception: how
 * a build ends, badly too, is its last event.
 */
export interface Engine {
  /** Unique and stable: `docker`, `docker:lab-server`, `podman`, `embedded`. */
  readonly id: string;
  readonly kind: EngineKind;

  readonly images: EngineImages;
  readonly containers: EngineContainers;
  readonly networks: EngineNetworks;
  readonly volumes: EngineVolumes;
  /** Only where the capability `hood` is true. */
  readonly hood?: EngineHood;

  /** Only of an engine that is part of the app. */
  readonly upkeep?: UpkeepAbility;

  /** Whether it answers, what it can do, and the remedy if it does not. Never throws. */
  status(): Promise<EngineStatus>;

  /** Builds; the last event is `done` or `failed`, always exactly one of them. Aborting ends it as `cancelled`. */
  build(request: BuildRequest, signal: AbortSignal): AsyncIterable<BuildEvent>;

  /** What happens from now on, whoever does it, until `signal` aborts. */
  events(signal: AbortSignal): AsyncIterable<EngineEvent>;

  /**
   * Removes what Drydock made and nobody uses: containers that do not run, networks and volumes without a container,
   * images without a name. Only of one owner, where that is given. What the learner made is never touched.
   */
  prune(owner?: string): Promise<PruneReport>;

  /** Wakes what takes a while to start, so that what comes next need not wait. Only where there is such a thing. */
  prepare?(): Promise<void>;

  /** Frees what the engine holds open. */
  close(): Promise<void>;
}

export { OURS_LABEL } from '../shared/engine/ours';
