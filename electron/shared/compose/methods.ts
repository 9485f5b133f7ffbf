/** The part of the IPC contract about Compose projects; contract.ts joins it with the rest. */
import type { ErrorData } from '../errors';
import type { Problem } from '../problem';
import type { WorkspaceId } from '../workspace/model';
import type { ComposeContainer, ComposeEvent, ComposeLogLine } from './event';
import type { DependencyCondition } from './model';

/** A service as a page shows it. */
export interface ComposeServiceView {
  readonly name: string;
  /** 1-based line in the file. */
  readonly line: number;
  /** Reference of the image; absent where it is only built. */
  readonly image?: string;
  /** Build context, relative to the workspace. */
  readonly build?: string;
  readonly profiles: readonly string[];
  readonly ports: readonly { readonly containerPort: number; readonly hostPort: number }[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly dependsOn: readonly { readonly service: string; readonly condition: DependencyCondition }[];
  readonly hasHealthcheck: boolean;
}

/** The Compose file of a workspace, as it was understood. */
export interface ComposeView {
  /** Path in the workspace. */
  readonly file: string;
  /** Name that its containers, networks and volumes begin with. */
  readonly project: string;
  /** In dependency order; empty where the file has errors. */
  readonly services: readonly ComposeServiceView[];
  readonly profiles: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly problems: readonly Problem[];
}

/** What of a project is to run. */
export interface ComposeUpOrder {
  /** Only these services and what they depend on; all by default. */
  readonly services?: readonly string[];
  readonly profiles?: readonly string[];
  /** Builds images anew that are there already. */
  readonly build?: boolean;
  /** Makes containers anew whose service did not change. */
  readonly recreate?: boolean;
}

export interface ComposeMethods {
  /** The workspace's `compose.yaml` (or `compose.yml`, `docker-compose.yml`); null where there is none. */
  'compose.project': (workspace: WorkspaceId) => Promise<ComposeView | null>;
  /** The containers of the project, in the file's order of services; empty while it is down. */
  'compose.list': (workspace: WorkspaceId) => Promise<readonly ComposeContainer[]>;
  /**
   * Brings services up and gives a run's id at once; the rest comes as `compose.event`, and at the end `compose.ended`.
   * A run waits for what has a health check. One run at a time for a workspace: `conflict` else.
   */
  'compose.up': (workspace: WorkspaceId, order: ComposeUpOrder) => Promise<string>;
  /** Stops and removes containers and networks, and with `volumes` the named volumes. A run, like `compose.up`. */
  'compose.down': (workspace: WorkspaceId, options: { readonly volumes?: boolean }) => Promise<string>;
  /** Restarts one service. A run. */
  'compose.restart': (workspace: WorkspaceId, service: string) => Promise<string>;
  /** Stops one service and keeps its container. A run. */
  'compose.stop': (workspace: WorkspaceId, service: string) => Promise<string>;
  /** Ends a run early: what was started stays as it is. */
  'compose.cancel': (run: string) => Promise<void>;
  /** Follows the logs of all services, or of these, until `compose.unfollow`; gives an id for the events. */
  'compose.follow': (workspace: WorkspaceId, services: readonly string[] | null) => Promise<string>;
  'compose.unfollow': (follow: string) => Promise<void>;
}

export interface ComposeEvents {
  'compose.event': {
    readonly run: string;
    readonly workspace: WorkspaceId;
    readonly event: ComposeEvent;
  };
  /** `error` is null for a run that did what it was to do. */
  'compose.ended': {
    readonly run: string;
    readonly workspace: WorkspaceId;
    readonly error: ErrorData | null;
  };
  'compose.logs': { readonly follow: string; readonly lines: readonly ComposeLogLine[] };
  'compose.logsEnded': { readonly follow: string; readonly error: ErrorData | null };
}

export const composeMethodNames = [
  'compose.project',
  'compose.list',
  'compose.up',
  'compose.down',
  'compose.restart',
  'compose.stop',
  'compose.cancel',
  'compose.follow',
  'compose.unfollow',
] as const satisfies readonly (keyof ComposeMethods)[];

export const composeEventNames = [
  'compose.event',
  'compose.ended',
  'compose.logs',
  'compose.logsEnded',
] as const satisfies readonly (keyof ComposeEvents)[];
