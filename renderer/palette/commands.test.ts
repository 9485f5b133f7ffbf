import { describe, expect, it } from 'vitest';
import { matchCommands, paletteCommands } from './commands';

const labels = (query: string): string[] => matchCommands(query).map((command) => command.label);

describe('matchCommands', () => {
  it('offers every command for an empty query', () => {
    expect(matchCommands('  ')).toHaveLength(paletteCommands.length);
  });

  it('finds words by their beginning, in any order and case', () => {
    expect(labels('the da')).toEqual(['Use the dark theme']);
    expect(labels('DARK use')).toEqual(['Use the dark theme']);
  });

  it('does not match the middle of a word', () => {
    expect(labels('ark')).toEqual([]);
  });

  it('has one line per id', () => {
    expect(new Set(paletteCommands.map((command) => command.id)).size).toBe(paletteCommands.length);
  });
});
