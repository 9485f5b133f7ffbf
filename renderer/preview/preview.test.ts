// @vitest-environment jsdom
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import type { FakeBridge } from '../testing/fake-bridge';
import { freshStores, mountInApp } from '../testing/mount';
import { sampleContainer } from '../testing/sample-containers';
import PreviewPane from './PreviewPane.vue';

const id = '00000000-0000-4000-8000-000000000001';

describe('the preview', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    freshStores();
    bridge = installFakeBridge({
      'previews.open': async () => ({ id, origin: `preview://${id}` }),
      'previews.close': async () => undefined,
      'containers.openPort': async () => false,
    });
  });

  it('shows the first published port in a frame that may do little, and follows where it goes', async () => {
    const pane = mountInApp(PreviewPane, { props: { container: sampleContainer } });
    await flushPromises();
    const frame = pane.get('iframe');
    expect(frame.attributes()).toMatchObject({
      src: `preview://${id}/`,
      sandbox: 'allow-scripts allow-same-origin allow-forms',
    });
    bridge.emit('preview.navigated', { preview: id, path: '/', status: 200 });
    bridge.emit('preview.navigated', { preview: id, path: '/b', status: 404 });
    bridge.emit('preview.navigated', { preview: 'another', path: '/c', status: 200 });
    await flushPromises();
    expect(pane.get('input').element.value).toBe('/b');
    expect(pane.text()).toContain('The container answered 404');
    await pane.get('button[aria-label="Back"]').trigger('click');
    expect(pane.get('iframe').attributes('src')).toBe(`preview://${id}/`);
    pane.unmount();
    expect(bridge.calls.at(-1)).toEqual({ method: 'previews.close', args: [id] });
  });

  it('asks for nothing while the container does not run, or publishes nothing', async () => {
    const stopped = mountInApp(PreviewPane, {
      props: { container: { ...sampleContainer, state: 'exited' } },
    });
    const closed = mountInApp(PreviewPane, { props: { container: { ...sampleContainer, ports: [] } } });
    await flushPromises();
    expect(stopped.text()).toContain('does not run');
    expect(closed.text()).toContain('No port is published');
    expect(bridge.calls).toEqual([]);
  });
});
