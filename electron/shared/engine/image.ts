/** An image in a list. Sizes are bytes. */
export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly size: number;
  /** ISO 8601. */
  readonly created: string;
  /** Whether Drydock built it. Only such images are ever removed by us. */
  readonly ours: boolean;
}

/** The parts of an OCI image configuration that a learner meets (OCI image-spec, config.md). */
export interface ImageConfig {
  readonly user: string;
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly cmd: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly shell: readonly string[] | null;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal: string | null;
  readonly healthcheck: {
    readonly test: readonly string[];
    readonly intervalMs?: number;
    readonly timeoutMs?: number;
    readonly startPeriodMs?: number;
    readonly retries?: number;
  } | null;
  readonly onBuild: readonly string[];
}

/** One image in full. */
export interface ImageDetails extends ImageSummary {
  /** `linux/amd64`. */
  readonly platform: string;
  readonly author: string;
  readonly config: ImageConfig;
  /** Digests of the uncompressed layers, base first. */
  readonly layers: readonly string[];
}

/** One line of an image's history, newest first, as `docker history` orders it. */
export interface HistoryEntry {
  /** ISO 8601. */
  readonly created: string;
  readonly createdBy: string;
  readonly size: number;
  readonly comment: string;
  readonly tags: readonly string[];
  readonly emptyLayer: boolean;
}

/** A file, folder or link in an image's layer or in its whole tree. */
export interface ImageFile {
  /** Absolute path in the image. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';
  readonly size: number;
  /** Permission bits, like 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly linkTarget?: string;
  /** In a layer: whether this layer adds it, changes it, or removes it (a whiteout). */
  readonly change?: 'added' | 'changed' | 'removed';
}
