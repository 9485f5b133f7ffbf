import type { ContextNode, ContextTotals } from '../../../electron/shared/dockerfile';
import { formatBytes } from '../format';

function files(n: number): string {
  return `${n.toLocaleString('en')} ${n === 1 ? 'file' : 'files'}`;
}

/** What the view of the build context says. */
export const contextMessages = {
  tab: 'Context',
  sent: ({ files: n, bytes }: ContextTotals) => `${files(n)} sent, ${formatBytes(bytes)}`,
  ignored: ({ ignoredFiles: n, ignoredBytes: bytes }: ContextTotals) =>
    `${files(n)} left out, ${formatBytes(bytes)}`,
  share: (percent: number) => `${percent} % of the bytes are sent`,
  tree: 'Build context',
  largest: 'Largest files sent',
  noIgnoreFile: 'There is no .dockerignore, so everything is sent.',
  create: 'Make a .dockerignore',
  openIgnoreFile: (path: string) => `Open ${path}`,
  leftOut: (pattern: string, line: number) => `left out by ${pattern}, line ${line}`,
  broughtBack: (pattern: string, line: number) => `sent by ${pattern}, line ${line}`,
  needed: 'always sent: the builder needs it',
  folder: (node: ContextNode) =>
    node.totals.files === 0
      ? `${files(node.totals.ignoredFiles)} left out`
      : `${files(node.totals.files)}${node.totals.ignoredFiles > 0 ? `, ${node.totals.ignoredFiles} left out` : ''}`,
  broken: (message: string, path: string, line: number) =>
    `${path}:${line}: ${message} Until that is mended, a build is refused.`,
  some: (n: number) => `Drydock lists the first ${n} files of a folder; a build sends the others too.`,
  empty: 'No files yet',
  emptyText: 'The files of this folder that a build would send are listed here.',
} as const;
