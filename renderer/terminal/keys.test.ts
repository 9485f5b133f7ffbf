import { describe, expect, it } from 'vitest';
import { terminalKey } from './keys';

const press = (text: string) => {
  const parts = text.split('+');
  const has = (name: string) => parts.includes(name);
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
  };
};

describe('the keys that a terminal keeps', () => {
  it.each([
    ['Ctrl+Shift+C', false, 'copy'],
    ['Ctrl+c', true, 'copy'],
    ['Ctrl+c', false, null], // interrupts
    ['Ctrl+v', false, 'paste'],
    ['Ctrl+Shift+V', false, 'paste'],
    ['Ctrl+Shift+F', false, 'find'],
    ['Ctrl+f', false, null],
    ['Ctrl+k', false, null],
    ['Ctrl+Alt+v', false, null],
    ['F6', false, 'leave'],
    ['Tab', false, null],
    ['Meta+c', false, null],
  ])('%s, something selected: %s', (key, selected, meaning) => {
    expect(terminalKey(press(key), selected, false)).toBe(meaning);
  });

  it.each([
    ['Meta+c', 'copy'],
    ['Meta+v', 'paste'],
    ['Meta+f', 'find'],
    ['Ctrl+c', null],
    ['Ctrl+v', null],
  ])('%s on a Mac', (key, meaning) => {
    expect(terminalKey(press(key), true, true)).toBe(meaning);
  });
});
