// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { mountInApp } from '../testing/mount';
import UiErrorCard from './UiErrorCard.vue';

const error = {
  kind: 'invalid-course',
  message: 'minutes must be a number.',
  remedy: 'Write a number.',
  where: { file: 'lesson.yaml', line: 7 },
  details: 'zod: invalid_type',
} as const;

it('says what, where and what to do, keeps the technical text folded, and copies all of it', async () => {
  const bridge = installFakeBridge({ 'clipboard.write': async () => undefined });
  const card = mountInApp(UiErrorCard, { props: { error, title: 'Broken' } });
  expect(card.attributes('role')).toBe('alert');
  expect(card.text()).toContain('lesson.yaml:7');
  expect(card.get('details').attributes('open')).toBeUndefined();
  await card.get('button').trigger('click');
  await flushPromises();
  expect(bridge.calls[0]?.args).toEqual([
    'Broken\nminutes must be a number.\nlesson.yaml:7\nWrite a number.\nzod: invalid_type',
  ]);
  expect(card.get('button').text()).toBe('Copied');
  card.unmount();
});
