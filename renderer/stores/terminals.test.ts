// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DrydockError } from '../../electron/shared/errors';
import { installFakeBridge } from '../testing/fake-bridge';
import type { FakeBridge } from '../testing/fake-bridge';
import { sampleHandlers } from '../testing/sample-handlers';
import { useTerminalsStore } from './terminals';

/** What xterm.js would draw on; the real one is driven in e2e. */
class FakeTerminal {
  static made: FakeTerminal[] = [];
  shown = '';
  options = {};
  cols = 80;
  rows = 24;
  typed: (text: string) => void = () => undefined;
  disposed = false;
  constructor() {
    FakeTerminal.made.push(this);
  }
  loadAddon(): void {}
  onData(listener: (text: string) => void): void {
    this.typed = listener;
  }
  onResize(): void {}
  attachCustomKeyEventHandler(): void {}
  write(data: Uint8Array | string, done?: () => void): void {
    this.shown += typeof data === 'string' ? data : new TextDecoder().decode(data);
    done?.();
  }
  dispose(): void {
    this.disposed = true;
  }
}
class Addon {
  findNext = () => false;
}
vi.mock('../terminal/xterm', () => ({
  loadXterm: async () => ({
    Terminal: FakeTerminal,
    FitAddon: Addon,
    SearchAddon: Addon,
    WebLinksAddon: Addon,
  }),
}));

const container = 'c'.repeat(64);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the terminals of the window', () => {
  let bridge: FakeBridge;
  let opens: (id: string) => void;
  let store: ReturnType<typeof useTerminalsStore>;
  const called = (method: string) =>
    bridge.calls.filter((call) => call.method === method).map(({ args }) => args);
  const screen = () => FakeTerminal.made.at(-1);

  beforeEach(() => {
    FakeTerminal.made = [];
    bridge = installFakeBridge({
      ...sampleHandlers(),
      'terminals.open': () => new Promise((resolve) => (opens = resolve)),
      'terminals.run': async () => ({ container, terminal: 't1' }),
      'terminals.write': async () => undefined,
      'terminals.resize': async () => undefined,
      'terminals.shown': async () => undefined,
      'terminals.close': async () => undefined,
    });
    setActivePinia(createPinia());
    store = useTerminalsStore();
  });

  async function opened(): Promise<void> {
    const opening = store.open(container);
    await vi.waitFor(() => expect(called('terminals.open')).toHaveLength(1));
    bridge.emit('terminal.output', { terminal: 't1', data: bytes('early ') });
    opens('t1');
    await opening;
  }

  it('show what came before it was known whose it is', async () => {
    await opened();
    bridge.emit('terminal.output', { terminal: 't1', data: bytes('late') });
    bridge.emit('terminal.output', { terminal: 'another', data: bytes('no') });
    expect(screen()?.shown).toBe('early late');
    expect(store.of(container)).toMatchObject([{ title: 'Shell', state: 'open' }]);
  });

  it('send what is typed, and say how they ended', async () => {
    await opened();
    screen()?.typed('ls\r');
    expect(called('terminals.write')).toEqual([['t1', 'ls\r']]);
    bridge.emit('terminal.ended', { terminal: 't1', exitCode: 3 });
    expect(screen()?.shown).toContain('Ended with exit code 3.');
    expect(store.of(container)).toMatchObject([{ state: 'ended', exitCode: 3 }]);
    screen()?.typed('too late');
    expect(called('terminals.write')).toHaveLength(1);
  });

  it('say what was shown, so that a flood waits for the window', async () => {
    await opened();
    const flood = new Uint8Array(40 * 1024);
    for (let n = 0; n < 4; n++) bridge.emit('terminal.output', { terminal: 't1', data: flood });
    const told = called('terminals.shown').reduce((sum, [, shown]) => sum + Number(shown), 0);
    expect(told).toBeGreaterThan(100 * 1024);
  });

  it('are let go when they are closed, or their container is gone', async () => {
    await opened();
    store.close(store.of(container)[0]?.key ?? 0);
    expect(called('terminals.close')).toEqual([['t1']]);
    expect(screen()?.disposed).toBe(true);
    await store.run('lab/a/b/c', {});
    expect(store.of(container)).toMatchObject([{ title: 'Main process', state: 'open' }]);
    store.keepOnly(new Set(), 'another engine');
    expect(store.of(container)).toHaveLength(1);
    store.keepOnly(new Set(), undefined);
    expect(store.of(container)).toEqual([]);
  });

  it('say why one could not be opened, and leave nothing of a run that failed', async () => {
    const refuse = async () => {
      throw new DrydockError({ kind: 'refused', message: 'There are 32 terminals open already.' });
    };
    installFakeBridge({ ...sampleHandlers(), 'terminals.open': refuse, 'terminals.run': refuse });
    await store.open(container);
    expect(store.of(container)).toMatchObject([{ state: 'failed', error: { kind: 'refused' } }]);
    await expect(store.run('lab/a/b/c', {})).rejects.toThrow('32 terminals');
    expect(store.terminals).toHaveLength(1);
  });
});
