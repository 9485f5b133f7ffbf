// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { useSettingsStore } from '../stores/settings';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores, mountInApp } from '../testing/mount';
import { sampleHandlers, sampleSettings } from '../testing/sample-handlers';
import UiSplit from './UiSplit.vue';

beforeEach(freshStores);

const panes = [
  { id: 'deck', label: 'Slides', size: 40, min: 10, collapsible: true },
  { id: 'editor', label: 'Editor', size: 60, min: 10 },
];

it('begins with the sizes that were left, and names its handle after both sides', async () => {
  installFakeBridge({
    ...sampleHandlers(),
    'settings.get': async () => ({ ...sampleSettings, panes: { lesson: [30, 70] } }),
  });
  await useSettingsStore().load();
  const split = mountInApp(UiSplit, { props: { name: 'lesson', direction: 'horizontal', panes } });
  await flushPromises();
  const handle = split.get('[role=separator]');
  expect(handle.attributes('aria-label')).toBe('Resize Slides and Editor');
  expect(Number(handle.attributes('aria-valuenow'))).toBe(30);
  split.unmount();
});

it('is resized by the keyboard, and saves the sizes at the latest when it goes', async () => {
  const bridge = installFakeBridge(sampleHandlers());
  await useSettingsStore().load();
  const split = mountInApp(UiSplit, { props: { name: 'lesson', direction: 'horizontal', panes } });
  await flushPromises();
  await split.get('[role=separator]').trigger('keydown', { key: 'ArrowRight' });
  await flushPromises();
  split.unmount();
  await flushPromises();
  const saved = bridge.calls.find((call) => call.method === 'settings.change');
  expect(saved?.args).toEqual([{ panes: { lesson: [45, 55] } }]);
});

it('shuts a pane that is asked to be shut, and keeps it out of the tab order', async () => {
  installFakeBridge(sampleHandlers());
  await useSettingsStore().load();
  const split = mountInApp(UiSplit, {
    props: { name: 'lesson', direction: 'horizontal', panes, collapsed: [] },
    slots: { deck: '<button>slide</button>' },
  });
  await flushPromises();
  await split.setProps({ collapsed: ['deck'] });
  await flushPromises();
  expect(split.get('button').element.parentElement?.hasAttribute('inert')).toBe(true);
  split.unmount();
});
