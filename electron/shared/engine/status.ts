/** Which family an engine belongs to. */
export type EngineKind = 'docker' | 'podman' | 'embedded';

/** What an engine can do. The UI offers only what is true here; capability is data, never a cast. */
export interface EngineCapabilities {
  readonly build: boolean;
  readonly buildkit: boolean;
  readonly heredocs: boolean;
  readonly secrets: boolean;
  readonly run: boolean;
  readonly pull: boolean;
  readonly compose: boolean;
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
