// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrydockError } from '../../electron/shared/errors';
import { installFakeBridge } from '../testing/fake-bridge';
import { freshStores } from '../testing/mount';
import { useNoticesStore } from './notices';

beforeEach(() => {
  freshStores();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('notices', () => {
  it('keeps an error until it is dismissed', () => {
    const store = useNoticesStore();
    store.report(new DrydockError({ kind: 'storage', message: 'The disk is full.' }));
    vi.advanceTimersByTime(60_000);
    expect(store.notices.map((notice) => notice.error.message)).toEqual(['The disk is full.']);
    store.dismiss(store.notices[0]?.id ?? -1);
    expect(store.notices).toEqual([]);
  });

  it('lets good news leave by itself', () => {
    const store = useNoticesStore();
    store.succeed('Exported.');
    expect(store.notices).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(store.notices).toEqual([]);
  });

  it('says the same thing once, and nothing of what the learner cancelled', () => {
    const store = useNoticesStore();
    store.report(new Error('twice'));
    store.report(new Error('twice'));
    store.report(new DrydockError({ kind: 'cancelled', message: 'Cancelled.' }));
    expect(store.notices).toHaveLength(1);
  });

  it('turns a failed action into a notice and undefined', async () => {
    const store = useNoticesStore();
    await expect(store.attempt(async () => 7)).resolves.toBe(7);
    await expect(store.attempt(() => Promise.reject(new Error('no')))).resolves.toBeUndefined();
    expect(store.notices[0]).toMatchObject({ severity: 'error', error: { message: 'no' } });
  });

  it('shows what the main process has to say', () => {
    const bridge = installFakeBridge();
    const store = useNoticesStore();
    store.listen();
    bridge.emit('app.notice', { severity: 'warning', error: { kind: 'storage', message: 'Slow disk.' } });
    expect(store.notices[0]).toMatchObject({ severity: 'warning', error: { message: 'Slow disk.' } });
  });
});
