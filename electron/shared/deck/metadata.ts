import { parse } from 'yaml';
import type { ProblemList } from './problems';

/** What a deck says about itself. Texts may hold inline Markdown. */
export interface DeckMetadata {
  title: string;
  subtitle: string;
  authors: string[];
  date: string;
  /** Speaker notes of the title slide (`notes`), as Markdown. */
  notes: string;
  /** Every list appears step by step (pandoc's `incremental`). */
  incremental: boolean;
  /** Lowest slide heading level, where the author sets it (`slide-level`, 0 to 6). */
  slideLevel: number | undefined;
}

/** Longest YAML block that is read, in lines: it is the head of a deck, not a database. */
const LONGEST_BLOCK = 1000;

/** Metadata of a deck that says nothing. */
export function emptyMetadata(): DeckMetadata {
  return {
    title: '',
    subtitle: '',
    authors: [],
    date: '',
    notes: '',
    incremental: false,
    slideLevel: undefined,
  };
}

/**
 * Finds a YAML block: `---` directly followed by text, closed by `---` or `...`.
 * @param lines all lines of the source; `start` is the 0-based index of the opening line.
 * @returns the index of the closing line, or undefined where this is no block.
 * @see pandoc manual, "Extension: yaml_metadata_block"
 */
export function findYamlBlock(
  lines: { at(index: number): string; count: number },
  start: number,
): number | undefined {
  if (lines.at(start).trimEnd() !== '---' || lines.at(start + 1).trim() === '') return undefined;
  const last = Math.min(lines.count, start + LONGEST_BLOCK);
  for (let index = start + 1; index < last; index++) {
    if (/^(?:---|\.\.\.)[ \t]*$/.test(lines.at(index))) return index;
  }
  return undefined;
}

/**
 * Reads a YAML block into `metadata`; keys that are already there are replaced.
 * @param line 1-based line of the first line of `text`.
 * @returns false where the text is no YAML mapping.
 */
export function readYamlBlock(
  text: string,
  line: number,
  metadata: DeckMetadata,
  problems: ProblemList,
): boolean {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100, prettyErrors: false, logLevel: 'error' });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n', 1)[0] : String(thrown);
    if (!/^[\w-]+:/m.test(text)) return false;
    problems.add(
      'error',
      line,
      `The title block is not valid YAML: ${reason}. Put quotes around a value that holds ":" or "#".`,
    );
    value = readKeysByLine(text);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  applyMetadata(value as Record<string, unknown>, metadata);
  return true;
}

/** What can be saved from a block that YAML refuses. */
function readKeysByLine(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([\w-]+):[ \t]+(.+)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

function applyMetadata(value: Record<string, unknown>, metadata: DeckMetadata): void {
  if ('title' in value) metadata.title = asText(value['title']);
  if ('subtitle' in value) metadata.subtitle = asText(value['subtitle']);
  if ('date' in value) metadata.date = asText(value['date']);
  if ('notes' in value) metadata.notes = asText(value['notes']);
  const authors = value['author'] ?? value['authors'];
  if (authors !== undefined)
    metadata.authors = (Array.isArray(authors) ? authors : [authors]).map(asText).filter(Boolean);
  if (value['incremental'] === true) metadata.incremental = true;
  const level = value['slide-level'] ?? value['slideLevel'];
  if (typeof level === 'number' && Number.isInteger(level) && level >= 0 && level <= 6)
    metadata.slideLevel = level;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object' && value !== null && 'name' in value) return asText(value.name);
  return '';
}

/**
 * Reads a percent title block at the top: `% title`, `% author; author`, `% date`, each continued by indented lines.
 * @returns how many lines it takes; 0 where there is none.
 * @see pandoc manual, "Extension: pandoc_title_block"
 */
export function readPercentBlock(
  lines: { at(index: number): string; count: number },
  metadata: DeckMetadata,
): number {
  const fields: string[] = [];
  let index = 0;
  while (fields.length < 3 && index < lines.count && lines.at(index).startsWith('%')) {
    let field = lines.at(index++).slice(1).trim();
    while (index < lines.count && /^[ \t]+\S/.test(lines.at(index))) {
      field += `${fields.length === 1 ? ';' : ' '}${lines.at(index++).trim()}`;
    }
    fields.push(field);
  }
  const [title = '', authors = '', date = ''] = fields;
  if (title) metadata.title = title;
  if (authors)
    metadata.authors = authors
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean);
  if (date) metadata.date = date;
  return index;
}
