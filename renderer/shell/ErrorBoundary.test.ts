// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { testRouter } from '../testing/mount';
import ErrorBoundary from './ErrorBoundary.vue';

it('shows a card in place of a view that broke, and the next view when the route changes', async () => {
  const broken = ref(false);
  const View = defineComponent(() => () => {
    if (broken.value) throw new Error('The view tripped.');
    return h('p', 'fine');
  });
  const router = testRouter();
  const wrapper = mount(ErrorBoundary, { slots: { default: () => h(View) }, global: { plugins: [router] } });
  expect(wrapper.text()).toBe('fine');
  broken.value = true;
  await flushPromises();
  expect(wrapper.get('[role=alert]').text()).toContain('The view tripped.');
  broken.value = false;
  await router.push('/progress');
  await flushPromises();
  expect(wrapper.text()).toBe('fine');
});
