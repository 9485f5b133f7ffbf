// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../electron/shared/contract';
import { useCoursesStore } from '../../stores/courses';
import { useProgressStore } from '../../stores/progress';
import { installFakeBridge } from '../../testing/fake-bridge';
import { freshStores, mountInApp } from '../../testing/mount';
import { sampleHandlers } from '../../testing/sample-handlers';
import { freshProgress } from '../../testing/sample-progress';
import LibraryView from './LibraryView.vue';
import { stubIdleCallbacks } from '../../testing/idle';

beforeEach(() => {
  freshStores();
  stubIdleCallbacks();
});
afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

async function library(handlers: Partial<Handlers> = {}): Promise<VueWrapper> {
  installFakeBridge({ ...sampleHandlers(), ...handlers });
  const wrapper = mountInApp(LibraryView);
  await Promise.all([useCoursesStore().load(), useProgressStore().load()]);
  await flushPromises();
  return wrapper;
}

describe('the library', () => {
  it('is busy until the courses are there', async () => {
    installFakeBridge(sampleHandlers());
    const wrapper = mountInApp(LibraryView);
    expect(wrapper.attributes('aria-busy')).toBe('true');
    await useCoursesStore().load();
    await flushPromises();
    expect(wrapper.attributes('aria-busy')).toBe('false');
  });

  it('leads back to the step where the learner was', async () => {
    const wrapper = await library();
    const hero = wrapper.get('[data-testid=continue]');
    expect(hero.text()).toContain('Continue where you left');
    expect(hero.get('a').attributes('href')).toBe(
      '/lesson/containers/your-first-image?item=first-build&target=copy',
    );
  });

  it('offers a beginning to a new learner', async () => {
    const wrapper = await library({ 'progress.state': async () => freshProgress });
    expect(wrapper.get('[data-testid=continue]').text()).toContain('A good place to begin');
  });

  it('marks a completed lesson and shows the share of one under way', async () => {
    const wrapper = await library();
    expect(wrapper.get('[data-testid=lesson-why-containers]').text()).toContain('Completed');
    expect(wrapper.get('[data-testid=lesson-your-first-image]').text()).toMatch(/\d+ % done/);
  });

  it('shows a broken lesson with file, line and message, and no way in', async () => {
    const card = (await library()).get('[data-testid=lesson-stages]');
    expect(card.text()).toContain('01-stages/lesson.yaml:7');
    expect(card.text()).toContain('expected a whole number');
    expect(card.find('a').exists()).toBe(false);
  });

  it('opens and shuts what a lesson teaches', async () => {
    const card = (await library()).get('[data-testid=lesson-why-containers]');
    const button = card.get('button[aria-expanded]');
    expect(button.attributes('aria-expanded')).toBe('false');
    await button.trigger('click');
    expect(button.attributes('aria-expanded')).toBe('true');
    expect(card.text()).toContain('Say why a program');
  });

  it('says how to get a course where there is none', async () => {
    const wrapper = await library({ 'courses.list': async () => [] });
    expect(wrapper.text()).toContain('No courses yet');
  });

  it('shows why the library could not be read, and tries again', async () => {
    let broken = true;
    const wrapper = await library({
      'courses.list': async () => {
        if (broken) throw new Error('The folder is gone.');
        return [];
      },
    });
    expect(wrapper.get('[role=alert]').text()).toContain('The folder is gone.');
    broken = false;
    await wrapper.get('[role=alert] button').trigger('click');
    await flushPromises();
    expect(wrapper.text()).toContain('No courses yet');
  });
});
