/** Which family an engine belongs to. */
export type EngineKind = 'docker' | 'podman' | 'embedded';

/**
 * What an engine can do. The UI offers only what is true here; capability is data, never a cast. A method whose ability
 * is false throws `unsupported`.
 */
export interface EngineCapabilities {
  readonly build: boolean;
  readonly buildkit: boolean;
  readonly heredocs: boolean;
  /** `RUN --mount=type=secret`. */
  readonly secrets: boolean;
  /** Builds for another platform than its own. */
  readonly platforms: boolean;
  readonly run: boolean;
  /** Containers outlive the program that made them. */
  readonly detached: boolean;
  /** Attach, exec, standard input and terminals. */
  readonly interactive: boolean;
  readonly pause: boolean;
  readonly stats: boolean;
  /** Ports published on the loopback of the machine that Drydock runs on. */
  readonly ports: boolean;
  readonly networks: boolean;
  readonly volumes: boolean;
  /** Folders of the machine that Drydock runs on, seen by containers. */
  readonly binds: boolean;
  readonly healthchecks: boolean;
  readonly limits: boolean;
  readonly events: boolean;
  readonly pull: boolean;
  readonly push: boolean;
  readonly load: boolean;
  readonly compose: boolean;
  /** Shows what the kernel makes of a container, and gives a playground to make one by hand. */
  readonly hood: boolean;
}

/** Whether an engine answers, and what to do when it does not. */
export type EngineStatus = {
  readonly id: string;
  readonly kind: EngineKind;
  /** Name for people: "Docker", "Docker (context lab-server)". */
  readonly name: string;
  /** Where it is: a socket path, an address, "inside Drydock". */
  readonly endpoint: string;
} & (
  | {
      readonly state: 'ready';
      readonly version: string;
      readonly apiVersion: string;
      /** `linux/amd64`. */
      readonly platform: string;
      readonly capabilities: EngineCapabilities;
    }
  | {
      readonly state: 'unavailable';
      readonly reason:
        'not-installed' | 'not-running' | 'permission' | 'too-new' | 'unreachable' | 'not-ready';
      /** One sentence. */
      readonly message: string;
      /** The one thing to do. */
      readonly remedy: string;
    }
);
