// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { reactive } from 'vue';
import { DrydockError } from '../electron/shared/errors';
import { invoke, on, pathForFile } from './api';
import { installFakeBridge } from './testing/fake-bridge';
import { sampleSettings } from './testing/sample-handlers';

afterEach(() => Reflect.deleteProperty(window, 'drydock'));

describe('invoke', () => {
  it('gives the value of a good reply', async () => {
    installFakeBridge({ 'settings.get': async () => sampleSettings });
    await expect(invoke('settings.get')).resolves.toEqual(sampleSettings);
  });

  it('rebuilds the error of a bad reply with everything it says', async () => {
    const data = {
      kind: 'not-found',
      message: 'There is no such image.',
      remedy: 'Build it first.',
      details: 'HTTP 404',
    } as const;
    installFakeBridge({
      'images.inspect': async () => {
        throw new DrydockError(data);
      },
    });
    const error: unknown = await invoke('images.inspect', 'nope').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DrydockError);
    expect((error as DrydockError).data).toEqual(data);
  });

  it('sends plain data where it is given a reactive object', async () => {
    const bridge = installFakeBridge({ 'settings.change': async () => sampleSettings });
    await invoke('settings.change', reactive({ panes: { lesson: [40, 60] } }));
    const [call] = bridge.calls;
    expect(structuredClone(call?.args)).toEqual([{ panes: { lesson: [40, 60] } }]);
  });

  it('says so where there is no app around the page', async () => {
    await expect(invoke('app.info')).rejects.toThrow('not inside Drydock');
  });
});

describe('on', () => {
  it('passes events on until it is told to stop', () => {
    const bridge = installFakeBridge();
    const seen: boolean[] = [];
    const stop = on('app.theme', ({ dark }) => seen.push(dark));
    bridge.emit('app.theme', { dark: true });
    stop();
    bridge.emit('app.theme', { dark: false });
    expect(seen).toEqual([true]);
  });
});

describe('pathForFile', () => {
  it('asks the bridge where a dropped file is', () => {
    installFakeBridge();
    expect(pathForFile(new File([], 'course.zip'))).toBe('/dropped/course.zip');
  });
});
