import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GlossaryTerm } from '../course/model';
import { termMatcher, termsFor } from './match';

const term = (word: string, also: string[] = [], course = 'c'): GlossaryTerm => ({
  ...{ course, id: word, term: word, also, definition: `What ${word} is.`, taught: null },
});
const found = (text: string, ...terms: GlossaryTerm[]): unknown =>
  termMatcher(terms)
    .find(text)
    .map((place) => [text.slice(place.from, place.to), place.term.term]);

describe('termMatcher', () => {
  it('finds whole words, in any case and with a plural, the longest first', () => {
    const terms = [term('image'), term('base image'), term('layer')];
    expect(found('A Base  image has layers; images, too. Layered, re-layer', ...terms)).toEqual([
      ['Base  image', 'base image'],
      ['layers', 'layer'],
      ['images', 'image'],
    ]);
  });

  it('takes a word in capitals only as it is written, and other forms for the same', () => {
    expect(found('CMD, cmd, CoW', term('CMD'), term('copy-on-write', ['CoW']))).toEqual([
      ['CMD', 'CMD'],
      ['CoW', 'copy-on-write'],
    ]);
  });

  it('leaves paths, names and file endings alone', () => {
    expect(found('my-image image/layer image.png image-name ./image', term('image'))).toEqual([
      ['image', 'image'], // before .png: the end of a sentence looks the same
    ]);
  });

  it('survives every term and text, and gives ranges in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 2 })), fc.string(), (words, text) => {
        let end = 0;
        for (const { from, to } of termMatcher(words.map((word) => term(word))).find(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          end = to;
        }
        return end <= text.length;
      }),
    );
  });
});

describe('termsFor', () => {
  it('lets a course explain its own words, then those that it includes, and nobody else’s', () => {
    const glossary = (course: string, include: string[], ...words: string[]) => ({
      ...{ course, include },
      terms: words.map((word) => term(word, [], course)),
    });
    const all = [
      glossary('a', [], 'image'),
      glossary('b', ['a', 'b', 'gone'], 'pod'),
      glossary('c', [], 'x'),
    ];
    expect(termsFor('b', all).map(({ course }) => course)).toEqual(['b', 'a']);
    expect(termsFor('a', all).map(({ course }) => course)).toEqual(['a']);
    expect(termsFor('unknown', all)).toEqual([]);
  });
});
