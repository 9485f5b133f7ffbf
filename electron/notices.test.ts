import { expect, it } from 'vitest';
import { Notices } from './notices';
import type { Events } from './shared/contract';

it('keeps what happens before the page listens, in order, and tells it once', () => {
  const heard: string[] = [];
  const notices = new Notices(({ error }: Events['app.notice']) => heard.push(error.message));
  const add = (message: string) => {
    notices.add({ severity: 'info', error: { kind: 'storage', message } });
  };
  add('first');
  notices.report(new Error('second'));
  expect(heard).toEqual([]);
  notices.setListening(true);
  add('third');
  expect(heard).toEqual(['first', 'second', 'third']);
  notices.setListening(false); // the page is loaded again
  add('fourth');
  expect(heard).toHaveLength(3);
  notices.setListening(true);
  expect(heard).toEqual(['first', 'second', 'third', 'fourth']);
});
