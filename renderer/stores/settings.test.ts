// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { sampleHandlers, sampleSettings } from '../testing/sample-handlers';
import { useSettingsStore } from './settings';

beforeEach(freshStores);

describe('settings', () => {
  it('remembers the panes of one split without forgetting those of another', async () => {
    installFakeBridge(sampleHandlers());
    const store = useSettingsStore();
    await store.load();
    await store.rememberPanes('lesson', [40, 60]);
    await store.rememberPanes('panel', [70, 30]);
    expect(store.paneSizes('lesson')).toEqual([40, 60]);
    expect(store.paneSizes('panel')).toEqual([70, 30]);
    expect(store.paneSizes('other')).toBeUndefined();
  });

  it('follows a change made elsewhere', async () => {
    const bridge = installFakeBridge(sampleHandlers());
    const store = useSettingsStore();
    await store.load();
    bridge.emit('settings.changed', { ...sampleSettings, editorFontSize: 20 });
    expect(store.settings?.editorFontSize).toBe(20);
  });
});
