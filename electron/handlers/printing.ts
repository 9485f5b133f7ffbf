import type { Catalogue } from '../courses';
import type { Printing } from '../printing';
import type { Handlers } from '../shared/contract';
import { DrydockError } from '../shared/errors';
import { atomicWrite } from '../storage/atomic-write';
import type { Desktop } from './desktop';

type Methods = 'decks.print' | 'printing.job' | 'printing.done';

/** Handlers of decks on paper, and of the page that lays them out. */
export function printingHandlers(
  catalogue: Pick<Catalogue, 'lesson'>,
  printing: Printing,
  desktop: Desktop,
): Pick<Handlers, Methods> {
  return {
    async 'decks.print'(lesson, options) {
      const { deck, summary, baseUrl } = catalogue.lesson(lesson);
      if (!deck)
        throw new DrydockError({ kind: 'not-found', message: `The lesson ${lesson} has no slides.` });
      const file = `${summary.id}${options.layout === 'slides' ? '' : '-handout'}.pdf`;
      const path = await desktop.chooseTarget('Save the slides as PDF', file, {
        name: 'PDF',
        extensions: ['pdf'],
      });
      if (path === null) return null;
      const job = { kind: 'deck' as const, title: summary.title, source: deck.source, baseUrl, ...options };
      await atomicWrite(path, await printing.print(job));
      return { path };
    },
    'printing.job': async () => printing.job(),
    'printing.done': async (job, outcome) => printing.done(job, outcome),
  };
}
