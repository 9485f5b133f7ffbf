import type { ImageStatus } from './model';

/**
 * Path of a picture inside its lesson: decoded, without query, `.` and `..` resolved.
 * @returns undefined for an address that leaves the lesson's folder.
 */
export function localPath(src: string): string | undefined {
  let path = src.replace(/[?#].*$/s, '').replaceAll('\\', '/');
  try {
    path = decodeURIComponent(path);
  } catch {
    // A lone "%" stands for itself.
  }
  if (path.startsWith('/') || path.includes('\0') || /^[a-z]:/i.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/') || undefined;
}

/** Where a picture's bytes are. Nothing is ever requested to find out. */
export function imageStatus(src: string, fileExists: (path: string) => boolean): ImageStatus {
  const address = src.trim();
  if (/^data:/i.test(address)) return 'data';
  if (/^(?:[a-z][a-z\d+.-]+:|\/\/|\\\\)/i.test(address)) return 'remote';
  const path = localPath(address);
  return path !== undefined && fileExists(path) ? 'local' : 'missing';
}
