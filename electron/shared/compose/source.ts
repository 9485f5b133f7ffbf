import type { Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Problem, ProblemSeverity } from '../problem';
import { Field } from './field';
import type { Variables } from './interpolate';
import { interpolate } from './interpolate';

/** More problems than this say nothing new about a file. */
const MAX_PROBLEMS = 50;

/** Merged and aliased mappings that are still followed: a file of a few lines can ask for millions. */
const MAX_MERGES = 2000;

/** A Compose file while it is read: its tree, and what is wrong with it so far. */
export class ComposeSource {
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #problems: Problem[] = [];
  #merges = 0;

  /** Reads the YAML and fills in the variables; see {@link interpolate}. Keys are left as they are. */
  constructor(
    text: string,
    readonly file: string,
    variables: Variables,
  ) {
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      merge: true,
      uniqueKeys: true,
    });
    for (const { pos, message } of this.#document.errors) {
      const first = message.split('\n')[0]!.replace(/[:.]$/, '');
      this.#add('error', this.#lines.linePos(pos[0]).line, `this is not valid YAML: ${first}.`);
    }
    if (this.#document.errors.length === 0) this.#fillIn(variables);
  }

  /** Whether it is YAML at all. */
  get readable(): boolean {
    return this.#document.errors.length === 0;
  }

  /** What was found so far, in the file's order. */
  get problems(): readonly Problem[] {
    return [...this.#problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MAX_PROBLEMS);
  }

  get root(): Field {
    return new Field(this, this.#document.contents as Node | null, '', 1);
  }

  report(severity: ProblemSeverity, field: { readonly line: number }, message: string): void {
    this.#add(severity, field.line, message);
  }

  lineOf(node: Node | null | undefined): number | undefined {
    const offset = node?.range?.[0];
    return offset === undefined ? undefined : this.#lines.linePos(offset).line;
  }

  /** What an alias stands for; the node itself where it is none. */
  resolve(node: Node | null): Node | null {
    return isAlias(node) ? ((node.resolve(this.#document) as Node | undefined) ?? null) : node;
  }

  /** The pairs of a mapping with those that `<<` brings in behind, the nearest first. */
  pairsOf(node: Node | null, seen: ReadonlySet<Node> = new Set()): readonly Pair<Node, Node | null>[] {
    const mapping = this.resolve(node);
    if (!isMap(mapping) || seen.has(mapping) || ++this.#merges > MAX_MERGES) return [];
    const inside = new Set(seen).add(mapping);
    const pairs = mapping.items as Pair<Node, Node | null>[];
    const own = pairs.filter((pair) => !isMerge(pair));
    const merged = pairs.filter(isMerge).flatMap(({ value }) => {
      const source = this.resolve(value);
      const sources = isSeq(source) ? (source.items as Node[]) : [source];
      return sources.flatMap((each) => this.pairsOf(each, inside));
    });
    return [...own, ...merged];
  }

  #fillIn(variables: Variables): void {
    const unset = new Map<string, number>();
    visit(this.#document, {
      Scalar: (key, node) => {
        if (key === 'key' || typeof node.value !== 'string') return;
        const line = this.lineOf(node) ?? 1;
        const result = interpolate(node.value, variables);
        if (result.error !== undefined) this.#add('error', line, `${result.error}.`);
        for (const name of result.unset) if (!unset.has(name)) unset.set(name, line);
        if (result.text !== node.value) node.value = result.text;
      },
    });
    for (const [name, line] of unset) {
      this.#add('warning', line, `the variable ${name} is not set, and is empty here.`);
    }
  }

  #add(severity: ProblemSeverity, line: number, message: string): void {
    this.#problems.push({ severity, file: this.file, line, message });
  }
}

function isMerge({ key }: Pair<Node, Node | null>): boolean {
  return isScalar(key) && key.source === '<<';
}
