// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import type { SearchHit } from '../../electron/shared/course/model';
import { installFakeBridge } from '../testing/fake-bridge';
import { sampleHits } from '../testing/sample-handlers';
import { useSearch } from './search';

it('drops an answer that comes after a later question', async () => {
  const answers = new Map<string, (hits: readonly SearchHit[]) => void>();
  installFakeBridge({ 'search.query': (text) => new Promise((resolve) => answers.set(text, resolve)) });
  const query = ref('');
  const scope = effectScope();
  const search = scope.run(() => useSearch(query));
  query.value = 'lay';
  await nextTick();
  query.value = 'layer';
  await nextTick();
  answers.get('layer')?.(sampleHits);
  await flushPromises();
  answers.get('lay')?.([]);
  await flushPromises();
  expect(search?.hits.value).toEqual(sampleHits);
  expect(search?.searching.value).toBe(false);
  scope.stop();
});

it('asks nothing for an empty text, and keeps the error of a failed search', async () => {
  const bridge = installFakeBridge();
  const query = ref('x');
  const scope = effectScope();
  const search = scope.run(() => useSearch(query));
  query.value = '   ';
  await flushPromises();
  expect(bridge.calls).toEqual([]);
  query.value = 'layer';
  await flushPromises();
  expect(search?.error.value?.message).toContain('search.query');
  scope.stop();
});
