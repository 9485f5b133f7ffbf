import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../problem';
import { describeIssue, type Issue, flattenIssue } from './issue';

/** A YAML file that keeps to its schema, or what is wrong with it. `problems` may hold warnings beside a value. */
export interface Validated<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/** More problems than this say nothing new about a file. */
const maxProblems = 50;

/**
 * Reads a YAML 1.2 text against a schema. Never throws: whatever is wrong becomes a problem with file, line and one
 * sentence of what was expected and what was found.
 *
 * @param file Path relative to the course folder, for the problems.
 */
export function validateYaml<T>(text: string, schema: z.ZodType<T>, file: string): Validated<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const syntax = [
    ...document.errors.map((error) => ({ severity: 'error' as const, error })),
    ...document.warnings.map((error) => ({ severity: 'warning' as const, error })),
  ].map(({ severity, error }) => ({
    severity,
    file,
    line: lines.linePos(error.pos[0]).line,
    message: firstSentence(error.message),
  }));
  if (document.errors.length > 0) return { problems: syntax.slice(0, maxProblems) };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = `aliases (*name) are used in a way that cannot be read: ${String(error)}`;
    return { problems: [{ severity: 'error', file, line: 1, message }] };
  }
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { value: parsed.data, problems: syntax };
  const problems = parsed.error.issues
    .flatMap((issue) => flattenIssue(issue, value))
    .map((issue) => ({
      severity: 'error' as const,
      file,
      line: lineOfIssue(document, lines, issue),
      message: describeIssue(issue),
    }));
  return { problems: [...syntax, ...problems].sort((a, b) => a.line - b.line).slice(0, maxProblems) };
}

/** 1-based line of what an issue is about: the wrong value, the unknown key, or what a missing key is missing in. */
function lineOfIssue(document: Document, lines: LineCounter, issue: Issue): number {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  for (let length = issue.path.length; length >= 0; length -= 1) {
    const node = document.getIn(issue.path.slice(0, length), true);
    if (!isNode(node)) continue;
    const at = (unknownKey === undefined ? undefined : keyOffset(node, unknownKey)) ?? node.range?.[0];
    if (at !== undefined) return lines.linePos(at).line;
  }
  return 1;
}

function keyOffset(node: Node, key: string): number | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
  );
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** The YAML parser's messages go on with advice for programmers; a learner needs the first line. */
function firstSentence(message: string): string {
  const [first = message] = message.split('\n');
  return `this is not valid YAML: ${first.replace(/[:.]$/, '')}`;
}
