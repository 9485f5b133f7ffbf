import type { ContextFile, PatternReport } from '../../../electron/shared/dockerfile';
import { formatBytes } from '../../build/format';

/** Files named in a hover; the rest is counted. */
const named = 12;

function files(n: number): string {
  return `${n.toLocaleString('en')} ${n === 1 ? 'file' : 'files'}`;
}

function list(decides: readonly ContextFile[]): string {
  const lines = decides.slice(0, named).map(({ path, size }) => `- \`${path}\` ${formatBytes(size)}`);
  const rest = decides.length - named;
  return [...lines, ...(rest > 0 ? [`- and ${files(rest)} more`] : [])].join('\n');
}

/** What the editor of ignore files says. */
export const ignoreMessages = {
  /** Behind a pattern. */
  hint: ({ decides, bytes, matched, exception, problem }: PatternReport): string => {
    if (problem !== undefined) return 'not a pattern';
    if (decides.length > 0) {
      const sum = `${files(decides.length)}, ${formatBytes(bytes)}`;
      return exception ? `brings back ${sum}` : `leaves out ${sum}`;
    }
    return matched === 0 ? 'matches nothing here' : 'another line decides';
  },
  hover: ({ decides, bytes, matched, exception, pattern, problem }: PatternReport): string => {
    if (problem !== undefined) return problem;
    if (decides.length > 0) {
      const verb = exception ? 'Brings back' : 'Leaves out';
      return `**${verb} ${files(decides.length)}**, ${formatBytes(bytes)}\n\n${list(decides)}`;
    }
    return matched === 0
      ? `No file of this folder matches \`${pattern}\`. It may still be right: what a build or an install makes later is left out then.`
      : `${files(matched)} match \`${pattern}\`, but about each of them another line has the last word.`;
  },
  lastWord:
    'Of several lines that match a file, the last one decides. `!` brings back what a line above left out.',
  folder: 'folder',
} as const;
