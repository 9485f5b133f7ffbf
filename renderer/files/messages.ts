import type { ImageFile } from '../../electron/shared/engine/image';
import type { ChangeCounts } from '../../electron/shared/engine/file-tree';

/** What trees and contents of files say. */
export const fileMessages = {
  change: { added: 'added', changed: 'changed', removed: 'removed' } satisfies Record<
    NonNullable<ImageFile['change']>,
    string
  >,
  mark: { added: '+', changed: '~', removed: '−' },
  counts: ({ added, changed, removed }: ChangeCounts) =>
    [
      added > 0 ? `+${added.toLocaleString('en')}` : '',
      changed > 0 ? `~${changed.toLocaleString('en')}` : '',
      removed > 0 ? `−${removed.toLocaleString('en')}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  link: (target: string) => `→ ${target}`,
  nothing: 'No file matches.',
  back: 'Back to the files',
  copy: 'Copy the text',
  copied: 'The text is in the clipboard.',
  loading: 'Reading the file',
  failed: 'The file could not be read',
  empty: 'This file is empty.',
  binary: 'This is not text. Its first bytes:',
  cut: (shown: string, whole: string) => `The first ${shown} of ${whole} are shown.`,
  owner: (uid: number, gid: number) => `owner ${uid}:${gid}`,
  content: (path: string) => `Content of ${path}`,
} as const;
