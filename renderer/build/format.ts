export { formatBytes } from '../../electron/shared/format-bytes';

/** Milliseconds for a step list: `< 0.1 s`, `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function formatMs(ms: number): string {
  if (ms > 0 && ms < 50) return '< 0.1 s'; // would round to nothing
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** The first twelve digits of an image id, as every engine shortens it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
