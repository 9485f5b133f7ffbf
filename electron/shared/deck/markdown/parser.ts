// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that imports this file needs these declarations
/// <reference path="./plugins.d.ts" />
import createMarkdownIt from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';
import definitionLists from 'markdown-it-deflist';
import footnotes from 'markdown-it-footnote';
import type { DeckDialect } from '../model';
import { findAddressesFaster, keepNormalAddresses } from './addresses';
import { codeFences } from './codeFences';
import { divs } from './divs';
import { figuresAndTasks } from './figures';
import { headingAttributes, pandocHeadings } from './headings';
import { inlineAttributes } from './inlineAttributes';
import { pandocInterruptions } from './interruptions';
import { labspaceDirectives } from './labspace';
import { leanTokens } from './leanTokens';
import { math } from './math';
import { metadataBlocks } from './metadataBlock';
import { limitNesting } from './nesting';
import { revealComments, revealSeparators } from './reveal';
import { scripts } from './scripts';
import { smart } from './smart';

const parsers = new Map<DeckDialect, MarkdownIt>();

/** The Markdown parser of a dialect, made once. */
export function markdownParser(dialect: DeckDialect): MarkdownIt {
  let parser = parsers.get(dialect);
  if (!parser) parsers.set(dialect, (parser = createParser(dialect)));
  return parser;
}

function createParser(dialect: DeckDialect): MarkdownIt {
  const md = createMarkdownIt({ html: true, linkify: true, typographer: true });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // Every address is kept: what may be followed or shown is decided where it is rendered.
  md.validateLink = () => true;
  md.use(definitionLists).use(footnotes);
  md.core.ruler.disable('footnote_tail');
  md.use(leanTokens)
    .use(keepNormalAddresses)
    .use(findAddressesFaster)
    .use(divs)
    .use(codeFences)
    .use(inlineAttributes)
    .use(math)
    .use(scripts)
    .use(smart)
    .use(revealComments)
    .use(figuresAndTasks);
  if (dialect === 'reveal-md') md.use(headingAttributes).use(revealSeparators);
  else md.use(pandocInterruptions).use(pandocHeadings).use(metadataBlocks);
  md.use(limitNesting);
  if (dialect === 'labspace') md.use(labspaceDirectives);
  return md;
}
