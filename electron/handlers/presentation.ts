import type { Catalogue } from '../courses';
import type { Presentation } from '../presentation';
import type { Handlers } from '../shared/contract';

type Methods = Extract<keyof Handlers, `presentation.${string}`>;

/** Handlers of a talk. */
export function presentationHandlers(
  catalogue: Pick<Catalogue, 'lesson'>,
  presentation: Presentation,
): Pick<Handlers, Methods> {
  return {
    async 'presentation.start'(lesson, at) {
      const { minutes } = catalogue.lesson(lesson).summary;
      return presentation.start(lesson, at, minutes > 0 ? minutes : null);
    },
    'presentation.state': async () => presentation.state(),
    'presentation.change': async (by, patch) => presentation.change(by, patch),
    'presentation.point': async (by, point) => presentation.point(by, point),
    'presentation.draw': async (by, slide, change) => presentation.draw(by, slide, change),
    'presentation.show': async (where) => presentation.show(where === 'window' ? null : where),
    'presentation.end': async () => presentation.end(),
  };
}
