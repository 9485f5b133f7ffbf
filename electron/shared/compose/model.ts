/** A Compose file (Compose Specification) as it was understood: every short form written out, every name resolved. */
import type { ContainerLimits, Healthcheck, PortBinding, RestartPolicy } from '../engine/container';

/** When a service that others depend on counts as ready for them. */
export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** A service that must come before another. */
export interface ComposeDependency {
  readonly service: string;
  readonly condition: DependencyCondition;
  /** Whether the dependent is restarted when this service is. */
  readonly restart: boolean;
  /** Whether it is an error when that service is not part of the run. */
  readonly required: boolean;
}

/** How a service's image is made. Paths are relative to the project's folder. */
export interface ComposeBuild {
  readonly context: string;
  /** Dockerfile, relative to the context. */
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

/** Something of outside at a path inside a service's containers. */
export type ComposeMount =
  | {
      readonly type: 'volume';
      /** Key of `volumes`; null for one without a name, which goes with its container. */
      readonly volume: string | null;
      readonly target: string;
      readonly readOnly: boolean;
      readonly line: number;
    }
  | {
      readonly type: 'bind';
      /** As written: relative to the project's folder, absolute, or beginning with `~/`. */
      readonly source: string;
      readonly target: string;
      readonly readOnly: boolean;
      readonly line: number;
    }
  | {
      readonly type: 'tmpfs';
      readonly target: string;
      readonly sizeBytes?: number;
      readonly line: number;
    };

/** A secret or config as a service sees it. */
export interface ComposeFileGrant {
  /** Key of `secrets` or `configs`. */
  readonly source: string;
  /** Absolute path in the container. */
  readonly target: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A network that a service is on, and the further names it has there. */
export interface ComposeAttachment {
  /** Key of `networks`. */
  readonly network: string;
  readonly aliases: readonly string[];
}

/** A file that variables of a service's environment come from. */
export interface ComposeEnvFile {
  readonly path: string;
  readonly required: boolean;
  /** Whether `$NAME` stays as written. */
  readonly raw: boolean;
  readonly line: number;
}

/** One service. What is absent is as its image has it. */
export interface ComposeService {
  readonly name: string;
  /** 1-based line of its name. */
  readonly line: number;
  readonly image?: string;
  readonly build?: ComposeBuild;
  readonly pullPolicy: 'missing' | 'always' | 'never' | 'build';
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** Null is a variable that comes from the surroundings, if they have it. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly envFiles: readonly ComposeEnvFile[];
  readonly ports: readonly PortBinding[];
  readonly mounts: readonly ComposeMount[];
  /** `none` cuts it off from every network. */
  readonly networkMode?: 'none';
  readonly networks: readonly ComposeAttachment[];
  readonly dependsOn: readonly ComposeDependency[];
  readonly healthcheck?: Healthcheck;
  /** Empty: it always takes part. */
  readonly profiles: readonly string[];
  readonly secrets: readonly ComposeFileGrant[];
  readonly configs: readonly ComposeFileGrant[];
  readonly restart: RestartPolicy;
  readonly containerName?: string;
  readonly hostname?: string;
  readonly user?: string;
  readonly workingDir?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly init: boolean;
  readonly readOnlyRoot: boolean;
  readonly stopSignal?: string;
  readonly stopGraceSeconds: number;
  readonly limits: ContainerLimits;
}

/** A network of the project. */
export interface ComposeNetwork {
  readonly key: string;
  /** Name in the engine, where the file gives one. */
  readonly name?: string;
  /** It is there already, and nobody here makes or removes it. */
  readonly external: boolean;
  readonly internal: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly line: number;
}

/** A volume of the project. */
export interface ComposeVolume {
  readonly key: string;
  readonly name?: string;
  readonly external: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly line: number;
}

/** A secret or config: a file, a variable of the surroundings, or (configs only) a text. */
export interface ComposeFile {
  readonly key: string;
  readonly from:
    | { readonly type: 'file'; readonly path: string }
    | { readonly type: 'environment'; readonly variable: string }
    | { readonly type: 'text'; readonly text: string };
  readonly line: number;
}

/** A whole Compose file. Its key order is the file's. */
export interface ComposeProject {
  /** The file's own `name`. */
  readonly name?: string;
  /** Path of the file relative to the project's folder, for messages. */
  readonly file: string;
  readonly services: readonly ComposeService[];
  readonly networks: readonly ComposeNetwork[];
  readonly volumes: readonly ComposeVolume[];
  readonly secrets: readonly ComposeFile[];
  readonly configs: readonly ComposeFile[];
}
