/** What bringing a project up or down tells, and how a project stands: the same for every engine. */
import type { BuildEvent } from '../engine/build';
import type { ContainerState, Health, LogLine, PublishedPort } from '../engine/container';

/** What an event is about. */
export interface ComposeSubject {
  readonly kind: 'project' | 'network' | 'volume' | 'image' | 'service';
  /** Key in the Compose file: a service's name, also for its image. */
  readonly name: string;
}

/** What happens to a subject; the last ones of a subject are `done`, `kept` and `failed`. */
export type ComposeStep =
  | 'building'
  | 'pulling'
  | 'creating'
  | 'starting'
  | 'waiting'
  | 'healthy'
  | 'completed'
  | 'restarting'
  | 'stopping'
  | 'removing'
  | 'done'
  | 'kept'
  | 'failed';

/** One message of a run. A run that is refused or fails ends with an error beside these. */
export type ComposeEvent =
  | {
      readonly type: 'step';
      readonly subject: ComposeSubject;
      readonly step: ComposeStep;
      /** One sentence, where there is more to say: what is waited for, or why it failed. */
      readonly message?: string;
    }
  | { readonly type: 'build'; readonly service: string; readonly event: BuildEvent }
  | { readonly type: 'warning'; readonly message: string; readonly line?: number };

/** One container of a project's service. */
export interface ComposeContainer {
  readonly service: string;
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  readonly health: Health;
  /** Null while it has not ended. */
  readonly exitCode: number | null;
  /** ISO 8601. */
  readonly created: string;
  readonly ports: readonly PublishedPort[];
}

/** A line of a service's log. */
export type ComposeLogLine = LogLine & { readonly service: string };
