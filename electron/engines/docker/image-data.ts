import type Docker from 'dockerode';
import type { HistoryEntry, ImageConfig, ImageDetails, ImageSummary } from '../../shared/engine/image';
import { OURS_LABEL } from '../engine';

/** A list entry of the API as ours. Images without a tag carry the placeholder `<none>:<none>`, which is no tag. */
export function toSummary(image: Docker.ImageInfo): ImageSummary {
  return {
    id: image.Id,
    tags: realTags(image.RepoTags),
    size: image.Size,
    created: new Date(image.Created * 1000).toISOString(),
    ours: hasOurLabel(image.Labels),
  };
}

/** What the API says of one image as ours. */
export function toDetails(image: Docker.ImageInspectInfo): ImageDetails {
  return {
    id: image.Id,
    tags: realTags(image.RepoTags),
    size: image.Size,
    created: new Date(image.Created).toISOString(),
    ours: hasOurLabel(image.Config?.Labels),
    platform: `${image.Os}/${image.Architecture}`,
    author: image.Author ?? '',
    config: toConfig(image.Config as RawConfig),
    layers: image.RootFS?.Layers ?? [],
  };
}

/** One line of the API's history as ours. The configuration says nothing of emptiness; a layer of 0 bytes adds nothing. */
export function toHistoryEntry(entry: RawHistory): HistoryEntry {
  return {
    created: new Date(entry.Created * 1000).toISOString(),
    createdBy: entry.CreatedBy,
    size: entry.Size,
    comment: entry.Comment ?? '',
    tags: realTags(entry.Tags),
    emptyLayer: entry.Size === 0,
  };
}

/** A line of `GET /images/{name}/history`. */
export interface RawHistory {
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Size: number;
  readonly Comment?: string;
  readonly Tags?: readonly string[] | null;
}

/** The parts of the API's image configuration that are used; dockerode's types leave some out. */
interface RawConfig {
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Env?: readonly string[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | string | null;
  readonly Shell?: readonly string[] | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly StopSignal?: string;
  readonly Healthcheck?: {
    readonly Test?: readonly string[];
    readonly Interval?: number;
    readonly Timeout?: number;
    readonly StartPeriod?: number;
    readonly Retries?: number;
  } | null;
  readonly OnBuild?: readonly string[] | null;
}

function toConfig(config: RawConfig | null | undefined): ImageConfig {
  const entrypoint = config?.Entrypoint;
  return {
    user: config?.User ?? '',
    workingDir: config?.WorkingDir ?? '',
    env: Object.fromEntries((config?.Env ?? []).map(splitVariable)),
    labels: config?.Labels ?? {},
    cmd: config?.Cmd ?? null,
    entrypoint: typeof entrypoint === 'string' ? [entrypoint] : (entrypoint ?? null),
    shell: config?.Shell ?? null,
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config?.Volumes ?? {}).sort(),
    stopSignal: config?.StopSignal || null,
    healthcheck: toHealthcheck(config?.Healthcheck),
    onBuild: config?.OnBuild ?? [],
  };
}

function toHealthcheck(check: RawConfig['Healthcheck']): ImageConfig['healthcheck'] {
  if (!check?.Test || check.Test.length === 0) return null;
  return {
    test: check.Test,
    ...(check.Interval ? { intervalMs: check.Interval / 1e6 } : {}),
    ...(check.Timeout ? { timeoutMs: check.Timeout / 1e6 } : {}),
    ...(check.StartPeriod ? { startPeriodMs: check.StartPeriod / 1e6 } : {}),
    ...(check.Retries ? { retries: check.Retries } : {}),
  };
}

/** `NAME=value` taken apart; a name alone has an empty value. */
export function splitVariable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Podman writes names in full; Docker and we leave out what goes without saying. */
export function familiarName(name: string): string {
  return name.replace(/^(?:docker\.io\/library|docker\.io|localhost)\//, '');
}

function realTags(tags: readonly string[] | null | undefined): readonly string[] {
  return [...new Set((tags ?? []).filter((tag) => tag !== '<none>:<none>').map(familiarName))];
}

function hasOurLabel(labels: Readonly<Record<string, string>> | null | undefined): boolean {
  return labels?.[OURS_LABEL] !== undefined;
}
