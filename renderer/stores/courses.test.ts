// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { containersCourse, pipelinesCourse } from '../testing/sample-courses';
import { sampleHandlers } from '../testing/sample-handlers';
import { useCoursesStore } from './courses';

beforeEach(freshStores);

describe('courses', () => {
  it('finds lessons and their courses by key', async () => {
    installFakeBridge(sampleHandlers());
    const store = useCoursesStore();
    expect(store.courses).toBeNull();
    await store.load();
    expect(store.lesson('containers/your-first-image')?.title).toBe('Your first image');
    expect(store.courseOf('pipelines/stages')?.title).toBe('Build pipelines');
    expect(store.lesson('containers/none')).toBeUndefined();
  });

  it('keeps the error of a library that could not be read, and drops it when it can', async () => {
    installFakeBridge();
    const store = useCoursesStore();
    await store.load();
    expect(store.error?.message).toContain('courses.list');
    installFakeBridge(sampleHandlers());
    await store.load();
    expect(store.error).toBeNull();
    expect(store.courses).toHaveLength(2);
  });

  it('reads the library again after a course was opened, but not when the dialog was closed', async () => {
    let list = [containersCourse];
    const bridge = installFakeBridge({
      'courses.list': async () => list,
      'courses.choose': async (what) => (what === 'archive' ? null : pipelinesCourse),
    });
    const store = useCoursesStore();
    expect(await store.choose('archive')).toBeNull();
    expect(bridge.calls.filter((call) => call.method === 'courses.list')).toHaveLength(0);
    list = [containersCourse, pipelinesCourse];
    await store.choose('folder');
    expect(store.courses).toHaveLength(2);
  });
});
