// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { useNoticesStore } from '../stores/notices';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores, mountInApp } from '../testing/mount';
import { sampleHandlers } from '../testing/sample-handlers';
import DropZone from './DropZone.vue';

beforeEach(freshStores);

function drag(type: string, types: readonly string[], files: readonly File[] = []): Event {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { types, files, dropEffect: 'none' } });
  window.dispatchEvent(event);
  return event;
}

it('covers the window while files are over it, and opens what is dropped', async () => {
  const bridge = installFakeBridge(sampleHandlers());
  const wrapper = mountInApp(DropZone);
  drag('dragenter', ['Files']);
  drag('dragenter', ['Files']);
  drag('dragleave', ['Files']);
  await flushPromises();
  expect(wrapper.text()).toContain('Drop to open the course');
  drag('drop', ['Files'], [new File([], 'pipelines.zip')]);
  await flushPromises();
  expect(wrapper.text()).toBe('');
  expect(bridge.calls[0]).toEqual({ method: 'courses.open', args: ['/dropped/pipelines.zip'] });
  expect(useNoticesStore().notices[0]?.severity).toBe('success');
  wrapper.unmount();
});

it('leaves dragged text alone, since an editor may want it', async () => {
  installFakeBridge();
  const wrapper = mountInApp(DropZone);
  const event = drag('dragenter', ['text/plain']);
  await flushPromises();
  expect(event.defaultPrevented).toBe(false);
  expect(wrapper.text()).toBe('');
  wrapper.unmount();
});
