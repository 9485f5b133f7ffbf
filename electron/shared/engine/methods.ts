/** The part of the IPC contract about images, containers and terminals; contract.ts joins it with the rest. */
import type { ErrorData } from '../errors';
import type { WorkspaceId } from '../workspace/model';
import type {
  ContainerDetails,
  ContainerFileChange,
  ContainerStats,
  ContainerSummary,
  LogLine,
  ProcessTable,
} from './container';
import type { PruneReport } from './event';
import type { ContainerHood } from './hood';
import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from './image';
import type { ImageDifference, ImageLayers, ImageReading } from './layer';
import type { Preview } from './preview';
import type { TransferEvent } from './transfer';

/** A container as a page may ask for it: an image, and what a learner types. No paths and no mounts of the host. */
export interface ContainerOrder {
  /** The image of the workspace's last build by default. */
  readonly image?: string;
  readonly name?: string;
  /** A typed command line, in place of the image's CMD. */
  readonly command?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Published on the loopback of this machine; `hostPort` 0 takes a free one. */
  readonly ports?: readonly { readonly containerPort: number; readonly hostPort: number }[];
  /** Named volumes, made where they are not there. One that Drydock did not make is refused. */
  readonly volumes?: readonly { readonly name: string; readonly target: string }[];
  readonly memoryMegabytes?: number;
  readonly cpus?: number;
}

/** A terminal as a page may ask for it. */
export interface TerminalOrder {
  readonly container: string;
  /** Join the container's first process, or start a further one. */
  readonly kind: 'attach' | 'exec';
  /** With `exec`: a typed command line; a shell by default. */
  readonly command?: string;
  readonly columns: number;
  readonly rows: number;
}

/** A container that runs, and the terminal on its first process. */
export interface AttachedRun {
  readonly container: string;
  readonly terminal: string;
}

/** What is followed of a container. */
export type Followed = 'logs' | 'stats';

export interface ContainerMethods {
  'images.list': () => Promise<readonly ImageSummary[]>;
  'images.inspect': (ref: string) => Promise<ImageDetails>;
  'images.history': (ref: string) => Promise<readonly HistoryEntry[]>;
  'images.remove': (ref: string) => Promise<void>;
  /** Reads all that is in the image, which is told as `images.reading`. Rejects with `cancelled`, see `images.leave`. */
  'images.layers': (ref: string) => Promise<ImageLayers>;
  /** The files of a layer, or of the whole tree for null: a lower layer's before the image was read to its end. */
  'images.files': (ref: string, layer: number | null) => Promise<readonly ImageFile[]>;
  /** The first bytes of a file, at most 1 MiB. */
  'images.file': (ref: string, path: string, layer: number | null) => Promise<Uint8Array>;
  /** The page shows the image no more: what is still read for the two above ends. */
  'images.leave': (ref: string) => Promise<void>;
  'images.diff': (before: string, after: string) => Promise<readonly ImageDifference[]>;
  /** Gets an image from its registry; gives a transfer's id at once, the rest comes as `transfer.*`. */
  'images.pull': (ref: string) => Promise<string>;
  'images.cancelPull': (transfer: string) => Promise<void>;

  /** The containers that Drydock made, newest first. What follows is refused for any other. */
  'containers.list': () => Promise<readonly ContainerSummary[]>;
  'containers.inspect': (container: string) => Promise<ContainerDetails>;
  /** Makes a container with a terminal, starts it, and gives its id. */
  'containers.run': (workspace: WorkspaceId, order: ContainerOrder) => Promise<string>;
  'containers.start': (container: string) => Promise<void>;
  'containers.stop': (container: string) => Promise<void>;
  'containers.kill': (container: string) => Promise<void>;
  'containers.restart': (container: string) => Promise<void>;
  'containers.pause': (container: string) => Promise<void>;
  'containers.unpause': (container: string) => Promise<void>;
  'containers.rename': (container: string, name: string) => Promise<void>;
  'containers.remove': (container: string) => Promise<void>;
  'containers.top': (container: string) => Promise<ProcessTable>;
  'containers.changes': (container: string) => Promise<readonly ContainerFileChange[]>;
  /** How the kernel holds it. Throws `unsupported` on an engine without the capability `hood`. */
  'containers.hood': (container: string) => Promise<ContainerHood>;
  /** A container to make containers in by hand, for `terminals.open`: its id. Throws like `containers.hood`. */
  'containers.playground': (workspace: WorkspaceId | null) => Promise<string>;
  /** Removes what Drydock made and nobody uses. */
  'containers.prune': () => Promise<PruneReport>;
  /** Follows logs or statistics until `containers.unfollow` or the container's end; gives an id for the events. */
  'containers.follow': (container: string, what: Followed) => Promise<string>;
  'containers.unfollow': (follow: string) => Promise<void>;
  /** Shows a published port in the learner's browser; false when none is published on the loopback. */
  'containers.openPort': (container: string, containerPort: number) => Promise<boolean>;

  /** Opens a published port for the preview; its pages are then at the origin that it gives. */
  'previews.open': (container: string, containerPort: number) => Promise<Preview>;
  'previews.close': (preview: string) => Promise<void>;

  /** As `containers.run`, with a terminal that misses nothing of the output from the first byte on. */
  'terminals.run': (
    workspace: WorkspaceId,
    order: ContainerOrder,
    size: { readonly columns: number; readonly rows: number },
  ) => Promise<AttachedRun>;
  /** Gives a terminal's id at once; its output comes as `terminal.output`. */
  'terminals.open': (order: TerminalOrder) => Promise<string>;
  'terminals.write': (terminal: string, text: string) => Promise<void>;
  'terminals.resize': (terminal: string, columns: number, rows: number) => Promise<void>;
  /** Says that so many bytes of output were shown: no more than 512 KiB are sent ahead of that. */
  'terminals.shown': (terminal: string, bytes: number) => Promise<void>;
  'terminals.close': (terminal: string) => Promise<void>;
}

export interface ContainerEvents {
  /** How far the image is that `images.layers` was asked for, some times a second. */
  'images.reading': { readonly image: string; readonly reading: ImageReading };
  /** Sent when something of the list changed, after it was asked for once. */
  'containers.changed': readonly ContainerSummary[];
  'follow.logs': { readonly follow: string; readonly lines: readonly LogLine[] };
  'follow.stats': { readonly follow: string; readonly stats: ContainerStats };
  /** `error` is null at the container's end and after `containers.unfollow`. */
  'follow.ended': { readonly follow: string; readonly error: ErrorData | null };
  'terminal.output': { readonly terminal: string; readonly data: Uint8Array };
  /** `exitCode` is null when the terminal was closed, or the process goes on without it. */
  'terminal.ended': { readonly terminal: string; readonly exitCode: number | null };
  /** A preview shows another page; `path` begins with a slash. */
  'preview.navigated': { readonly preview: string; readonly path: string; readonly status: number };
  'transfer.event': { readonly transfer: string; readonly event: TransferEvent };
  'transfer.ended': { readonly transfer: string; readonly error: ErrorData | null };
}

export const containerMethodNames = [
  'images.list',
  'images.inspect',
  'images.history',
  'images.remove',
  'images.layers',
  'images.files',
  'images.file',
  'images.leave',
  'images.diff',
  'images.pull',
  'images.cancelPull',
  'containers.list',
  'containers.inspect',
  'containers.run',
  'containers.start',
  'containers.stop',
  'containers.kill',
  'containers.restart',
  'containers.pause',
  'containers.unpause',
  'containers.rename',
  'containers.remove',
  'containers.top',
  'containers.changes',
  'containers.hood',
  'containers.playground',
  'containers.prune',
  'containers.follow',
  'containers.unfollow',
  'containers.openPort',
  'previews.open',
  'previews.close',
  'terminals.run',
  'terminals.open',
  'terminals.write',
  'terminals.resize',
  'terminals.shown',
  'terminals.close',
] as const satisfies readonly (keyof ContainerMethods)[];

export const containerEventNames = [
  'images.reading',
  'containers.changed',
  'follow.logs',
  'follow.stats',
  'follow.ended',
  'terminal.output',
  'terminal.ended',
  'preview.navigated',
  'transfer.event',
  'transfer.ended',
] as const satisfies readonly (keyof ContainerEvents)[];
