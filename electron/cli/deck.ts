import { resolve } from 'node:path';
import { deckSummary, parseDeck } from '../shared/deck';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, writeJson, writeTable } from './context';
import { readInput } from './read-input';

/** `drydock deck FILE`: what a deck holds and what is wrong with it. Negative when it has an error. */
export async function deckCommand(context: CliContext, file: string, options: JsonOption): Promise<ExitCode> {
  const summary = deckSummary(parseDeck(await readInput(resolve(file))));
  if (options.json) writeJson(context, summary);
  else {
    context.out(`${summary.title || file}: ${summary.slides.length} slides\n\n`);
    writeTable(
      context,
      ['LINE', 'KIND', 'TITLE'],
      summary.slides.map((slide) => [`${slide.line}`, slide.kind, slide.title]),
    );
    for (const problem of summary.problems) context.out(`${file}:${problem.line}: ${problem.message}\n`);
  }
  return summary.problems.some((problem) => problem.severity === 'error') ? EXIT.negative : EXIT.ok;
}
