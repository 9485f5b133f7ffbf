import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logPieces, shownLineCap } from './ansi';

const esc = '\u001b';

describe('logPieces', () => {
  it('gives named colours the variables of the theme', () => {
    expect(logPieces(`a${esc}[1;91mb${esc}[0mc`)).toEqual([
      { text: 'a', classes: [], style: {}, mark: false },
      { text: 'b', classes: ['ansi-bold'], style: { color: 'var(--ansi-bright-red)' }, mark: false },
      { text: 'c', classes: [], style: {}, mark: false },
    ]);
  });

  it('knows the colour table and true colour', () => {
    expect(logPieces(`${esc}[38;5;9mx`)[0]?.style.color).toBe('var(--ansi-bright-red)');
    expect(logPieces(`${esc}[38;5;196mx`)[0]?.style.color).toBe('rgb(255 0 0)');
    expect(logPieces(`${esc}[38;5;244mx`)[0]?.style.color).toBe('rgb(128 128 128)');
    expect(logPieces(`${esc}[48;2;1;2;3mx`)[0]?.style.backgroundColor).toBe('rgb(1 2 3)');
  });

  it('marks what a search found, in coloured text too', () => {
    const pieces = logPieces(`see ${esc}[32mERROR${esc}[0m and error`, 'error');
    expect(pieces.filter((piece) => piece.mark).map((piece) => piece.text)).toEqual(['ERROR', 'error']);
  });

  it('leaves HTML as the text it is', () => {
    expect(logPieces('<img src=x onerror=alert(1)>').map((piece) => piece.text)).toEqual([
      '<img src=x onerror=alert(1)>',
    ]);
  });

  it('cuts an endless line', () => {
    expect(logPieces('x'.repeat(100_000))[0]?.text.length).toBeLessThan(shownLineCap + 10);
  });

  it('keeps all text whatever is searched', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 3 }), (line, query) => {
        fc.pre(!line.includes(esc) && line.toLowerCase().length === line.length);
        expect(
          logPieces(line, query)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});
