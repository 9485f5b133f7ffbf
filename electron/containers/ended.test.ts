import { expect, it } from 'vitest';
import { Ended } from './ended';

const running = [{ id: 'a', state: 'running' }] as const;

it('distrusts a list in which runs what has ended, until it says so', () => {
  const ended = new Ended();
  expect(ended.disagreesWith(running)).toBe(false);
  ended.take({ action: 'exited', id: 'a' });
  expect(ended.disagreesWith(running)).toBe(true);
  expect(ended.disagreesWith([{ id: 'a', state: 'exited' }])).toBe(false);
  expect(ended.disagreesWith(running)).toBe(false);
});

it('believes that what was started anew runs, and gives up some time', () => {
  const ended = new Ended();
  ended.take({ action: 'exited', id: 'a' });
  ended.take({ action: 'started', id: 'a' });
  expect(ended.disagreesWith(running)).toBe(false);
  ended.take({ action: 'exited', id: 'a' });
  const answers = Array.from({ length: 60 }, () => ended.disagreesWith(running));
  expect(answers.indexOf(false)).toBe(50);
});
