// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores, mountInApp, testRouter } from '../testing/mount';
import { sampleHandlers } from '../testing/sample-handlers';
import CommandPalette from './CommandPalette.vue';
import { stubIdleCallbacks } from '../testing/idle';

beforeEach(() => {
  freshStores();
  stubIdleCallbacks();
});
afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

async function type(text: string): Promise<void> {
  const field = document.querySelector('input');
  if (!field) throw new Error('The palette has no field.');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

const options = (): string[] =>
  [...document.querySelectorAll('[role=option]')].map((option) => (option.textContent ?? '').trim());

it('shows hits by group with the match emphasised, and goes to the one that is chosen', async () => {
  installFakeBridge(sampleHandlers());
  const router = testRouter();
  mountInApp(CommandPalette, { props: { open: true }, router });
  await flushPromises();
  await type('lay');
  expect(document.querySelector('mark')?.textContent).toBe('layer');
  expect(document.body.textContent).toContain('Lab files');
  document.querySelector<HTMLElement>('[role=option]')?.click();
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe(
    '/lesson/containers/your-first-image?item=deck&target=slide-5',
  );
});

it('runs a command by its name', async () => {
  installFakeBridge(sampleHandlers());
  const wrapper = mountInApp(CommandPalette, { props: { open: true } });
  await flushPromises();
  await type('go prog');
  expect(options()).toEqual(['Go to progress']);
  document.querySelector<HTMLElement>('[role=option]')?.click();
  await flushPromises();
  expect(wrapper.emitted('run')).toEqual([['dashboard']]);
});

it('says when there is nothing', async () => {
  installFakeBridge(sampleHandlers());
  mountInApp(CommandPalette, { props: { open: true } });
  await flushPromises();
  await type('zzz');
  expect(document.body.textContent).toContain('Nothing found for “zzz”.');
});
