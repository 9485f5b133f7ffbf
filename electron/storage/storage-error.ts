import { DrydockError } from '../shared/errors';

/** The system's code of a failed file operation, `''` where it has none. Looks behind a DrydockError. */
export function errorCode(thrown: unknown): string {
  if (thrown instanceof DrydockError) return errorCode(thrown.cause);
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** What the codes of a failed file operation mean to a person, and what they can do about it. */
const reasons: Readonly<Record<string, { readonly reason: string; readonly remedy: string }>> = {
  ENOSPC: { reason: 'the disk is full', remedy: 'Free some space; Drydock then goes on saving.' },
  EDQUOT: { reason: 'your disk quota is used up', remedy: 'Free some space; Drydock then goes on saving.' },
  EROFS: {
    reason: 'the disk is read-only',
    remedy: 'Make it writable, or start Drydock with another profile.',
  },
  EACCES: { reason: 'access is denied', remedy: 'Give your account the right to use this path.' },
  EPERM: { reason: 'the system does not permit it', remedy: 'Give your account the right to use this path.' },
  EIO: { reason: 'the disk reported an error', remedy: 'Check the disk.' },
  EMFILE: { reason: 'too many files are open', remedy: 'Close other programs and try again.' },
  ENOENT: { reason: 'it does not exist', remedy: 'Check the path.' },
  EISDIR: { reason: 'it is a folder, not a file', remedy: 'Name a file.' },
  ENOTDIR: { reason: 'a part of the path is a file, not a folder', remedy: 'Check the path.' },
  ELOOP: { reason: 'its links lead in a circle', remedy: 'Replace the link with the file itself.' },
  ENAMETOOLONG: { reason: 'the name is too long', remedy: 'Use a shorter name.' },
};

/** Why a file operation failed, as half a sentence: "the disk is full". */
export function storageReason(thrown: unknown): string {
  return reasons[errorCode(thrown)]?.reason ?? (thrown instanceof Error ? thrown.message : String(thrown));
}

/**
 * An error of the file system as one that can be shown.
 *
 * @param doing What was tried, to stand after "Could not": `save /home/ada/Dockerfile`.
 * @param file The path it speaks of.
 */
export function storageError(thrown: unknown, doing: string, file?: string): DrydockError {
  if (thrown instanceof DrydockError) return thrown;
  const known = reasons[errorCode(thrown)];
  return new DrydockError(
    {
      kind:
        ['ENOENT', 'ENOTDIR'].includes(errorCode(thrown)) && doing.startsWith('open ')
          ? 'not-found'
          : 'storage',
      message: `Could not ${doing}: ${storageReason(thrown)}.`,
      ...(file !== undefined && { where: { file } }),
      ...(known && { remedy: known.remedy }),
      ...(thrown instanceof Error && { details: thrown.stack ?? thrown.message }),
    },
    { cause: thrown },
  );
}
