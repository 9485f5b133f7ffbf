import type { ImageFile } from '../../electron/shared/engine/image';

const types = { file: '-', directory: 'd', symlink: 'l', hardlink: '-', other: '?' } as const;

/** Type and permissions as `ls -l` writes them: `-rwxr-xr-x`, with set-user-id, set-group-id and sticky bits. */
export function permissionText({ type, mode }: Pick<ImageFile, 'type' | 'mode'>): string {
  const part = (shift: number, special: number, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const runs = (bits & 1) !== 0;
    const last = (mode & special) !== 0 ? (runs ? letter : letter.toUpperCase()) : runs ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return types[type] + part(6, 0o4000, 's') + part(3, 0o2000, 's') + part(0, 0o1000, 't');
}
