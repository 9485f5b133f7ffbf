import type { HistoryEntry, ImageConfig, ImageDetails, ImageSummary } from '../../shared/engine/image';
import { OURS_LABEL } from '../engine';
import type { StoredImage } from './store/images';

const NANOSECONDS = 1e6;

/** An image of the store as the list shows it. */
export function toSummary(image: StoredImage): ImageSummary {
  return {
    id: image.id,
    tags: image.tags,
    size: image.manifest.layers.reduce((sum, layer) => sum + layer.size, 0),
    created: image.config.created ?? new Date(0).toISOString(),
    ours: image.config.config?.Labels?.[OURS_LABEL] !== undefined,
  };
}

/** An image in full. */
export function toDetails(image: StoredImage): ImageDetails {
  const { architecture, os, author, rootfs } = image.config;
  return {
    ...toSummary(image),
    platform: `${os}/${architecture}`,
    author: author ?? '',
    config: toConfig(image),
    layers: rootfs.diff_ids,
  };
}

/** How it came to be, newest line first. */
export function toHistory(image: StoredImage): readonly HistoryEntry[] {
  const sizes = image.manifest.layers.map((layer) => layer.size);
  let layer = 0;
  const entries = (image.config.history ?? []).map((entry): HistoryEntry => {
    const emptyLayer = entry.empty_layer ?? false;
    return {
      created: entry.created ?? image.config.created ?? new Date(0).toISOString(),
      createdBy: entry.created_by ?? '',
      size: emptyLayer ? 0 : (sizes[layer++] ?? 0),
      comment: entry.comment ?? '',
      tags: [],
      emptyLayer,
    };
  });
  return entries.reverse().map((entry, index) => (index === 0 ? { ...entry, tags: image.tags } : entry));
}

/** What a container of it is run with. */
export function toConfig(image: StoredImage): ImageConfig {
  const config = image.config.config ?? {};
  const check = config.Healthcheck;
  return {
    user: config.User ?? '',
    workingDir: config.WorkingDir ?? '',
    env: Object.fromEntries((config.Env ?? []).map(splitVariable)),
    labels: config.Labels ?? {},
    cmd: config.Cmd ?? null,
    entrypoint: config.Entrypoint ?? null,
    shell: config.Shell ?? null,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    stopSignal: config.StopSignal || null,
    healthcheck: check?.Test?.length
      ? {
          test: check.Test,
          ...(check.Interval && { intervalMs: check.Interval / NANOSECONDS }),
          ...(check.Timeout && { timeoutMs: check.Timeout / NANOSECONDS }),
          ...(check.StartPeriod && { startPeriodMs: check.StartPeriod / NANOSECONDS }),
          ...(check.Retries && { retries: check.Retries }),
        }
      : null,
    onBuild: config.OnBuild ?? [],
  };
}

function splitVariable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
