import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDeck } from './index';
import { differences } from './testing/differences';
import { hasPandoc, pandocSlides } from './testing/pandocSlides';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
const decksIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name))
    : [];
const lessonDecks = existsSync(join(root, 'lessons/containers'))
  ? readdirSync(join(root, 'lessons/containers'))
      .map((name) => join(root, 'lessons/containers', name, 'slides.md'))
      .filter((path) => existsSync(path))
  : [];
const isComparable = (path: string): boolean => !path.endsWith('reveal.md');

describe.skipIf(!hasPandoc)('slides, identifiers, titles and order equal those of pandoc -t revealjs', () => {
  const report = { decks: 0, slides: 0, differences: 0 };

  it.each(
    [...decksIn(fixtures), ...decksIn(join(root, '../shared/decks')), ...lessonDecks].filter(isComparable),
  )('%s', (path) => {
    const source = readFileSync(path, 'utf8');
    const deck = parseDeck(source);
    const found = differences(deck, pandocSlides(source));
    report.decks++;
    report.slides += deck.slides.length;
    report.differences += found.length;
    expect(found).toEqual([]);
  });

  afterAll(() => {
    process.stdout.write(
      `Deck conformance with pandoc: ${report.decks} decks, ${report.slides} slides, ${report.differences} differences\n`,
    );
  });
});

describe.skipIf(!existsSync(join(root, '../shared/decks')))('the seed deck', () => {
  it('has a title, 7 sections and 29 slides', () => {
    const deck = parseDeck(readFileSync(join(root, '../shared/decks/container-and-kubernetes.md'), 'utf8'));
    const count = (kind: string): number => deck.slides.filter((slide) => slide.kind === kind).length;
    expect([count('title'), count('section'), count('content')]).toEqual([1, 7, 29]);
  });
});
