import type { BuildModel } from '../analysis/model';
import { isGitSource, isHttpSource, sourcesOf } from '../analysis/check-step';
import { flagOf } from '../ast';
import type { Span } from '../ast';

/** A place of the text that leads somewhere: to a page, or to a file of the build context. */
export type DocumentLink = Span & ({ readonly url: string } | { readonly path: string });

const URL_TEXT = /https:\/\/[^\s"'`<>\\)\]}]+/g;

/**
 * The links of a file: every address written in it, and the sources of COPY and ADD that are files of the context.
 * @param files Paths of the build context.
 */
export function documentLinks(model: BuildModel, files: readonly string[] = []): DocumentLink[] {
  const { text } = model.ast;
  const links: DocumentLink[] = [];
  for (const match of text.matchAll(URL_TEXT)) {
    const url = match[0].replace(/[.,;:!?]+$/, '');
    // A variable inside is filled in by the build; what is written is no address yet.
    if (!url.includes('$')) links.push({ start: match.index, end: match.index + url.length, url });
  }
  const known = new Set(files);
  for (const step of model.stages.flatMap((stage) => stage.steps)) {
    const { instruction, at } = step;
    if (at !== instruction || (instruction.name !== 'COPY' && instruction.name !== 'ADD')) continue;
    if (flagOf(instruction, 'from')) continue;
    for (const { value, word } of sourcesOf(step, instruction)) {
      const path = value.replace(/^(?:\.?\/)+/, '');
      if (isHttpSource(value) || isGitSource(value) || !known.has(path)) continue;
      links.push({ start: word.start, end: word.end, path });
    }
  }
  return links.sort((a, b) => a.start - b.start);
}
