/** Something that happened to what an engine holds, whoever did it. */
export interface EngineEvent {
  /** ISO 8601. */
  readonly time: string;
  readonly subject: 'container' | 'image' | 'network' | 'volume';
  /** The same words for every engine; `other` for what is in none of them. */
  readonly action: EngineAction;
  /** Id of a container or network, digest or reference of an image, name of a volume. */
  readonly id: string;
  /** Name of a container, network or volume; reference of an image. */
  readonly name: string;
  /** Whether Drydock made it; null where the engine does not say. */
  readonly ours: boolean | null;
  /** With `exited`. */
  readonly exitCode?: number;
  /** With `health`. */
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
}

export type EngineAction =
  | 'created'
  | 'started'
  | 'exited'
  | 'paused'
  | 'unpaused'
  | 'renamed'
  | 'removed'
  | 'health'
  | 'out-of-memory'
  | 'tagged'
  | 'untagged'
  | 'pulled'
  | 'loaded'
  | 'connected'
  | 'disconnected'
  | 'other';

/** What was removed by cleaning up; never anything that Drydock did not make. */
export interface PruneReport {
  /** Names. */
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** References, or ids of those without one. */
  readonly images: readonly string[];
}
