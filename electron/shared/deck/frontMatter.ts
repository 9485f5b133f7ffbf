import type { DeckMetadata } from './metadata';
import { findYamlBlock, readPercentBlock, readYamlBlock } from './metadata';
import type { DeckDialect } from './model';
import type { ProblemList } from './problems';

/**
 * Reads what stands before the slides where the Markdown parser does not: percent blocks, and the YAML block of
 * a reveal-md deck (in a pandoc deck such blocks may stand anywhere, so the parser reads them).
 * @returns the source with those lines emptied, so that line numbers stay.
 */
export function takeFrontMatter(
  source: string,
  dialect: DeckDialect,
  metadata: DeckMetadata,
  problems: ProblemList,
): string {
  if (dialect === 'reveal-md' ? !source.startsWith('---') : !source.startsWith('%')) return source;
  const head = source.slice(0, 100_000).split('\n');
  const lines = { at: (index: number) => head[index] ?? '', count: head.length };
  if (dialect !== 'reveal-md') return emptyLines(source, readPercentBlock(lines, metadata));
  const close = findYamlBlock(lines, 0);
  const isMetadata =
    close !== undefined && readYamlBlock(head.slice(1, close).join('\n'), 2, metadata, problems);
  return isMetadata ? emptyLines(source, close + 1) : source;
}

function emptyLines(source: string, count: number): string {
  let end = 0;
  for (let line = 0; line < count; line++) {
    const next = source.indexOf('\n', end);
    if (next < 0) return '\n'.repeat(line);
    end = next + 1;
  }
  return '\n'.repeat(count) + source.slice(end);
}
