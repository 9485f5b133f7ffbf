import { locate } from './locate';
import type { Schema } from './schema';
import { kindsInWords, schemaAt } from './schema';
import type { Span, YamlSource } from './source';
import type { Document } from 'yaml';

/** What is said of a place, as Markdown paragraphs. */
export interface YamlHover {
  readonly range: Span;
  readonly contents: readonly string[];
}

/** Says what the key or value at an offset is for. */
export function hoverYaml(
  source: YamlSource,
  offset: number,
  schemaOf: (document: Document) => Schema | undefined,
): YamlHover | undefined {
  const found = locate(source, offset);
  if (!found) return undefined;
  const schema = schemaAt(schemaOf(found.document), found.path);
  const name = found.path.findLast((step) => step !== '[]');
  if (!schema || name === undefined) return undefined;
  const contents = [`**${name}** ${schema.doc ?? ''}`.trim()];
  if (schema.obsolete) contents.push(`Obsolete: ${schema.obsolete}`);
  const facts = [
    ...(schema.kinds.length > 0 ? [`Takes ${kindsInWords(schema.kinds)}.`] : []),
    ...(schema.values ? [`One of ${schema.values.map((value) => `\`${value}\``).join(', ')}.`] : []),
    ...(schema.required?.length ? [`Needs ${schema.required.map((key) => `\`${key}\``).join(', ')}.`] : []),
  ];
  if (facts.length > 0) contents.push(facts.join(' '));
  return { range: found.span, contents };
}
