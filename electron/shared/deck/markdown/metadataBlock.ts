import type { MarkdownIt } from 'markdown-it';
import { findYamlBlock, readYamlBlock } from '../metadata';
import { deckEnv } from './env';
import type { BlockRule } from './lines';

/** YAML blocks may stand anywhere in a pandoc deck; they show nothing and add to what the deck says about itself. */
export function metadataBlocks(md: MarkdownIt): void {
  md.block.ruler.before('hr', 'metadata', metadataRule);
}

const metadataRule: BlockRule = (state, startLine, endLine, silent) => {
  if ((state.level > 0 && state.parentType !== 'div') || state.sCount[startLine] !== 0) return false;
  const lines = {
    at: (line: number) => (line < endLine ? state.src.slice(state.bMarks[line], state.eMarks[line]) : ''),
    count: endLine,
  };
  const close = findYamlBlock(lines, startLine);
  if (close === undefined) return false;
  const text = state.src.slice(state.bMarks[startLine + 1], state.bMarks[close]);
  const { metadata, problems } = deckEnv(state.env);
  if (silent || !readYamlBlock(text, startLine + 2, metadata, problems)) return false;
  state.line = close + 1;
  return true;
};
