// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ContainerHood } from '../../electron/shared/engine/hood';
import { useEnginesStore } from '../stores/engines';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores, mountInApp } from '../testing/mount';
import { sampleContainer } from '../testing/sample-containers';
import { readyDocker } from '../testing/sample-engines';
import HoodTab from './HoodTab.vue';

const hood: ContainerHood = {
  container: sampleContainer.id,
  machine: 'Linux 6.1 drydock',
  processes: [
    { outside: 84, inside: 1, parent: 80, uid: 0, state: 'S', residentBytes: 800_000, command: 'httpd -f' },
  ],
  namespaces: [
    { kind: 'pid', container: '4026532001', machine: '4026531836' },
    { kind: 'user', container: '4026531837', machine: '4026531837' },
  ],
  limits: [{ file: 'memory.max', value: '67108864' }],
  overlay: {
    lower: [{ path: '/layers/0', diffId: `sha256:${'a'.repeat(64)}` }],
    upper: '/c/1/upper',
    work: '/c/1/work',
    merged: '/c/1/merged',
  },
  mounts: [{ source: 'proc', target: '/proc', type: 'proc', options: ['ro', 'nosuid'] }],
  interfaces: [{ name: 'eth0', receivedBytes: 1200, sentBytes: 90 }],
  security: { capabilities: ['CHOWN'], noNewPrivileges: true, seccomp: 'filter' },
};

describe('under the hood', () => {
  beforeEach(freshStores);

  it('shows what the kernel says', async () => {
    installFakeBridge({ 'containers.hood': async () => hood });
    if (readyDocker.state !== 'ready') throw new TypeError('the sample engine is ready');
    const { capabilities } = readyDocker;
    useEnginesStore().engines = [{ ...readyDocker, capabilities: { ...capabilities, hood: true } }];
    const tab = mountInApp(HoodTab, { props: { container: sampleContainer } });
    await flushPromises();
    const text = tab.text();
    for (const words of [
      'Linux 6.1',
      'httpd -f',
      'sleeps',
      'its own',
      'shared',
      '67.1 MB',
      'CHOWN',
      '/c/1/upper',
    ]) {
      expect(text).toContain(words);
    }
    expect(tab.findAll('ol li').map((layer) => layer.get('strong').text())).toEqual([
      'merged',
      'upper',
      'lower 0',
      'work',
    ]);
    tab.unmount();
  });

  it('says what an engine hides, and shows what its API tells', async () => {
    const bridge = installFakeBridge({ 'containers.follow': async () => 'f' });
    useEnginesStore().engines = [readyDocker];
    const tab = mountInApp(HoodTab, { props: { container: sampleContainer } });
    await flushPromises();
    expect(tab.text()).toContain('Docker hides most of this');
    expect(bridge.calls.map(({ method }) => method)).not.toContain('containers.hood');
    tab.unmount();
  });
});
