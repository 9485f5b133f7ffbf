import { suggest } from '../dockerfile/didyoumean';
import { figureNames, isFigureName } from '../figures/names';
import { attributeOf } from './attributes';
import type { DeckToken } from './model';
import type { ProblemList } from './problems';
import { hasClass } from './tokens';

/**
 * The figure of Drydock's own that a div `::: {.interactive figure="layer-stack"}` asks for; `''` where it asks for
 * none that is known. A deck only names figures, it brings none: its content stays without scripts.
 */
export function figureOf(token: DeckToken): string {
  const name = attributeOf(token, 'figure');
  return token.type === 'div_open' && hasClass(token, 'interactive') && isFigureName(name) ? name : '';
}

/** Tells of figures that Drydock does not have, and of those with nothing to show on paper or in other programs. */
export function reportFigures(tokens: readonly DeckToken[], problems: ProblemList): void {
  tokens.forEach((token, index) => {
    if (token.type !== 'div_open' || !hasClass(token, 'interactive')) return;
    const line = (token.map?.[0] ?? 0) + 1;
    const name = attributeOf(token, 'figure');
    if (!isFigureName(name)) {
      const near = suggest(name, figureNames);
      const hint =
        near === undefined ? `the figures are ${figureNames.join(', ')}` : `did you mean "${near}"?`;
      problems.add('warning', line, `There is no interactive figure "${name}"; ${hint}`);
    }
    if (tokens[index + 1]?.type === 'div_close') {
      problems.add(
        'warning',
        line,
        'This interactive figure has no content; put a picture or a table inside for print and other programs.',
      );
    }
  });
}
