// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { sampleHandlers } from '../testing/sample-handlers';
import { freshProgress } from '../testing/sample-progress';
import { useCoursesStore } from './courses';
import { useProgressStore } from './progress';

beforeEach(freshStores);

describe('progress', () => {
  it('adds up what was done in the courses of the library', async () => {
    installFakeBridge(sampleHandlers());
    const store = useProgressStore();
    await Promise.all([store.load(), useCoursesStore().load()]);
    expect(store.summary.completedLessons).toEqual({ done: 1, total: 3 });
    expect(store.summary.next).toMatchObject({ lesson: 'containers/your-first-image', item: 'first-build' });
    expect(store.summary.simulatedSteps).toBe(1);
  });

  it('follows the journal', async () => {
    const bridge = installFakeBridge(sampleHandlers());
    const store = useProgressStore();
    store.listen();
    await store.load();
    bridge.emit('progress.changed', freshProgress);
    expect(store.state.last).toBeNull();
  });

  it('records facts as they are', async () => {
    const bridge = installFakeBridge(sampleHandlers());
    const fact = { kind: 'slide-seen', lesson: 'containers/why-containers', slide: 'a' } as const;
    await useProgressStore().record(fact);
    expect(bridge.calls).toEqual([{ method: 'progress.record', args: [[fact]] }]);
  });
});
