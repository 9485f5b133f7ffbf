import { describe, expect, it } from 'vitest';
import { parseDeck } from '../shared/deck';
import { readDeck } from './read-deck';

describe('a deck that is read in the main process', () => {
  it('is the same as one that is read at once, with time for other work in between', async () => {
    const source = `# Begin\n\n${'## Slide {.x .x}\n\n- a [link](b)\n- ![far](https://example.org/c.png)\n\n'.repeat(3000)}`;
    const whole = parseDeck(source);
    let turns = 0;
    const timer = setInterval(() => (turns += 1));
    const read = await readDeck(source, {}, ({ key, title, text }) => ({ key, title, text }));
    clearInterval(timer);
    expect(read.slides).toEqual(whole.slides.map(({ key, title, text }) => ({ key, title, text })));
    expect(read.problems).toEqual(whole.problems);
    expect(turns).toBeGreaterThan(2);
  });
});
