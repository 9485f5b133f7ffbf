/** Containers as every engine reports and makes them. */
import type { ImageConfig } from './image';

/** A health check, as HEALTHCHECK writes it: `test` begins with `CMD`, `CMD-SHELL` or is `['NONE']`. */
export type Healthcheck = NonNullable<ImageConfig['healthcheck']>;

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** What a health check found; `none` where the container has no health check. */
export type Health = 'none' | 'starting' | 'healthy' | 'unhealthy';

/** A port of a container, and where it is published. */
export interface PublishedPort {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  /** Address of the engine's machine, like `127.0.0.1`. Absent for a port that is only exposed. */
  readonly hostAddress?: string;
  readonly hostPort?: number;
}

/** A container in a list. */
export interface ContainerSummary {
  readonly id: string;
  /** Without the slash that Docker's API puts before it. */
  readonly name: string;
  /** Reference that it was made from. */
  readonly image: string;
  readonly imageId: string;
  /** The argument vector in one line, as the engine writes it. */
  readonly command: string;
  /** ISO 8601. */
  readonly created: string;
  readonly state: ContainerState;
  readonly health: Health;
  readonly ports: readonly PublishedPort[];
  readonly labels: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  /** Whether Drydock made it. Only such containers are ever changed by us. */
  readonly ours: boolean;
}

/** A network that a container is on. */
export interface NetworkAttachment {
  readonly network: string;
  readonly address: string | null;
  readonly aliases: readonly string[];
}

/** One container in full. */
export interface ContainerDetails extends ContainerSummary {
  /** ISO 8601; null while it has not been started. */
  readonly startedAt: string | null;
  /** ISO 8601; null while it has not ended. */
  readonly finishedAt: string | null;
  /** Null while it has not ended. */
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
  /** What the engine said about a start that failed. */
  readonly error: string;
  readonly pid: number | null;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly user: string;
  readonly workingDir: string;
  readonly hostname: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[] | null;
  readonly arguments: readonly string[] | null;
  readonly mounts: readonly ContainerMount[];
  readonly limits: ContainerLimits;
  readonly restart: RestartPolicy;
  readonly attachments: readonly NetworkAttachment[];
  /** Output of the newest health checks, oldest first. */
  readonly healthLog: readonly { readonly exitCode: number; readonly output: string }[];
}

/**
 * Something of outside at a path inside. `bind` is a folder or file of the engine's machine: only the command line and
 * Compose files that the learner opened may ask for it, never a page.
 */
export type ContainerMount =
  | { readonly type: 'volume'; readonly source: string; readonly target: string; readonly readOnly: boolean }
  | { readonly type: 'bind'; readonly source: string; readonly target: string; readonly readOnly: boolean }
  | { readonly type: 'tmpfs'; readonly target: string; readonly sizeBytes?: number };

/** What a container may use at most; what is absent is not limited. */
export interface ContainerLimits {
  readonly memoryBytes?: number;
  /** CPUs, like 0.5. */
  readonly cpus?: number;
  /** Processes and threads at once. */
  readonly processes?: number;
}

export type RestartPolicy =
  | { readonly policy: 'no' | 'always' | 'unless-stopped' }
  | { readonly policy: 'on-failure'; /** 0 for ever. */ readonly retries: number };

/** A port to publish. */
export interface PortBinding {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  /** 0 lets the engine choose a free one. */
  readonly hostPort: number;
  /** `127.0.0.1` unless given: what runs here for learning is not offered to the network. */
  readonly hostAddress?: string;
}

/** What a container is to be. What is absent is as the image has it, or as the engine does it. */
export interface ContainerSpec {
  readonly image: string;
  /** Value of the label that marks it as ours: a workspace's id, `cli`, `check`. */
  readonly owner: string;
  readonly name?: string;
  /** Replaces the image's CMD. */
  readonly arguments?: readonly string[];
  /** Replaces the image's ENTRYPOINT; an empty list takes it away. */
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly workingDir?: string;
  readonly user?: string;
  readonly hostname?: string;
  readonly tty?: boolean;
  /** Whether its standard input is kept open. */
  readonly stdin?: boolean;
  readonly ports?: readonly PortBinding[];
  readonly mounts?: readonly ContainerMount[];
  /** A network's name or id, or `none`; with the names that others find it by. Further ones: `networks.connect`. */
  readonly network?: string;
  readonly networkAliases?: readonly string[];
  readonly limits?: ContainerLimits;
  readonly restart?: RestartPolicy;
  readonly healthcheck?: Healthcheck;
  readonly stopSignal?: string;
  /** Runs a first process that reaps orphans and passes signals on. */
  readonly init?: boolean;
  readonly readOnlyRoot?: boolean;
  /** The engine removes it when it ends. */
  readonly autoRemove?: boolean;
}

/** A further process in a running container. */
export interface ExecSpec {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workingDir?: string;
  readonly user?: string;
  readonly tty?: boolean;
  readonly stdin?: boolean;
}

/** Output of a process. With a TTY there is only `stdout`. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Uint8Array;
}

/** One line of a container's log, without its line feed; long lines come in parts. */
export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** RFC 3339 with nanoseconds; only where timestamps were asked for. */
  readonly time?: string;
}

/** What a container uses at a moment. Counters are totals since its start. */
export interface ContainerStats {
  /** ISO 8601. */
  readonly time: string;
  /** 100 is one CPU, wholly used since the sample before. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
  /** Its limit, or the memory of the engine's machine; null where that is not known. */
  readonly memoryLimitBytes: number | null;
  readonly processes: number;
  readonly networkReceivedBytes: number;
  readonly networkSentBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** The processes of a container, as `ps` prints them: one title and one cell for each column. */
export interface ProcessTable {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

/** A file that a container has otherwise than its image. */
export interface ContainerFileChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}
