import type { Env, MarkdownIt, StateBlock, Token } from 'markdown-it';
import { hasClass } from '../tokens';

/** Blocks of a deck. What is in long ones is found out again when it is needed. */
export interface BlockPass {
  /** Headings, rules, raw HTML and code as they are; of other blocks the opening token alone, as a leaf. */
  readonly tokens: Token[];
  /** All tokens of these blocks, with the text in them looked into. */
  expand(blocks: readonly Token[]): Token[];
}

/** Blocks that are read between two pauses. */
const BLOCKS_AT_A_TIME = 64;

/** How a token says that its block is to be read again. */
interface Deferred {
  readonly deferredLine: number;
}

/**
 * Finds the blocks of a whole deck. Definitions of links and footnotes are in `env` afterwards, wherever they stand,
 * so that slide after slide can be looked into, used and forgotten. Holding the tokens of all of a long deck at once
 * keeps the garbage collector busier than the parser, although each block is read twice without that.
 * It pauses now and then, so that a thread that must answer can do so meanwhile.
 * @param defer whether blocks may be left for later: not where a heading inside them is that of a slide.
 */
export function* parseBlocks(
  md: MarkdownIt,
  source: string,
  env: Env,
  defer: boolean,
): Generator<void, BlockPass> {
  const { before, after } = rulesOf(md);
  const core = new md.core.State(source, md, env);
  for (const rule of before) rule(core);
  const state = new md.block.State(core.src, md, env, core.tokens);
  const { tokens, lineMax } = state;
  yield;
  const rules = md.block.ruler.getRules('');
  let read = 0;
  for (let line = state.skipEmptyLines(0); line < lineMax; line = state.skipEmptyLines(state.line)) {
    const first = tokens.length;
    readBlock(state, line, lineMax, rules);
    if (++read % BLOCKS_AT_A_TIME === 0) yield;
    const head = tokens[first];
    if (!defer || !head || tokens.length === first + 1 || !isDeferrable(head)) continue;
    tokens.length = first + 1;
    head.nesting = 0;
    head.meta = { deferredLine: line } satisfies Deferred;
  }
  return {
    tokens,
    expand(blocks) {
      const all: Token[] = [];
      state.tokens = all;
      for (const token of blocks) {
        const { deferredLine } = (token.meta ?? {}) as Partial<Deferred>;
        if (deferredLine === undefined) all.push(token);
        else readBlock(state, deferredLine, lineMax, rules);
      }
      const found = new md.core.State('', md, env);
      found.tokens = all;
      for (const rule of after) rule(found);
      return found.tokens;
    },
  };
}

type BlockRules = ReturnType<MarkdownIt['block']['ruler']['getRules']>;

/** As markdown-it does it: the first rule that matches takes the block; that of paragraphs matches always. */
function readBlock(state: StateBlock, line: number, end: number, rules: BlockRules): void {
  state.line = line;
  rules.find((rule) => rule(state, line, end, false));
}

/** Whether nothing but its opening token matters until its slide is made. */
function isDeferrable(head: Token): boolean {
  if (head.type === 'heading_open' || head.type === 'footnote_reference_open') return false;
  return head.type !== 'div_open' || hasClass(head, 'columns', 'column', 'fragment', 'notes');
}

type CoreRule = ReturnType<MarkdownIt['core']['ruler']['getRules']>[number];

interface Phases {
  readonly before: readonly CoreRule[];
  readonly after: readonly CoreRule[];
}

const known = new WeakMap<MarkdownIt, Phases>();

/** Markdown-it's chain of core rules, before and after the one that reads blocks. */
function rulesOf(md: MarkdownIt): Phases {
  let phases = known.get(md);
  if (!phases) {
    const rules = md.core.ruler.__rules__.filter((rule) => rule.enabled);
    const at = rules.findIndex((rule) => rule.name === 'block');
    phases = {
      before: rules.slice(0, at).map((rule) => rule.fn),
      after: rules.slice(at + 1).map((rule) => rule.fn),
    };
    known.set(md, phases);
  }
  return phases;
}
