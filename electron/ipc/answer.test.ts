import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handlers, MethodName } from '../shared/contract';
import { methodNames } from '../shared/contract.names';
import { argumentSchemas } from '../shared/contract.schema';
import { DrydockError } from '../shared/errors';
import { type Request, answer } from './answer';
import { type Sender, appHome } from './sender';
import { mayAsk, mayHear } from './windows';

const page: Sender = { window: 'app', mainFrame: true, frameUrl: 'app://drydock/#/lesson/a/b' };

/** A page that may ask for a method. */
const homeOf = (method: MethodName): Sender => ({
  ...page,
  window: mayAsk('app', method) ? 'app' : 'print',
});

/** Handlers that count their calls and give them back. */
function recording() {
  const calls: { readonly method: string; readonly args: readonly unknown[] }[] = [];
  const handlers = Object.fromEntries(
    methodNames.map((method) => [
      method,
      (...args: unknown[]) => {
        calls.push({ method, args });
        return Promise.resolve(`answer of ${method}`);
      },
    ]),
  ) as unknown as Handlers;
  const log: string[] = [];
  const ask = (
    method: MethodName,
    args: readonly unknown[],
    sender: Sender = homeOf(method),
    using = handlers,
  ) =>
    answer({ method, args, sender } satisfies Request, {
      homes: [appHome],
      handlers: () => Promise.resolve(using),
      log: (line) => log.push(line),
    });
  return { calls, handlers, log, ask };
}

/** Anything that structured clone can carry, and much that a page would never send by mistake. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constant('../../etc/passwd'),
  fc.constant('lab/a/b/c'),
  fc.constant({ __proto__: { admin: true } }),
  fc.object(),
);

describe('answer', () => {
  it('hands the arguments to the handler of the method, and its result back', async () => {
    const { ask, calls } = recording();
    expect(await ask('workspaces.read', ['lab/a/b/c', 'src/app.py'])).toEqual({
      ok: true,
      value: 'answer of workspaces.read',
    });
    expect(calls).toEqual([{ method: 'workspaces.read', args: ['lab/a/b/c', 'src/app.py'] }]);
  });

  it.each(methodNames)('%s refuses malformed arguments before any handler sees them', async (method) => {
    const { ask, calls } = recording();
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 5 }), async (args) => {
        fc.pre(!argumentSchemas[method].safeParse(args).success);
        expect(await ask(method, args)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
      }),
      { numRuns: 200 },
    );
    expect(calls).toEqual([]);
  });

  it.each(methodNames)('%s refuses one argument too many', async (method) => {
    const { ask, calls } = recording();
    const reply = await ask(
      method,
      Array.from({ length: 9 }, () => 'x'),
    );
    expect(reply).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    expect(calls).toEqual([]);
  });

  it.each<[string, Partial<Sender>]>([
    ['another window', { window: null }],
    ['an inner frame', { mainFrame: false }],
    ['a frame that is gone', { frameUrl: null }],
    ['another page', { frameUrl: 'https://drydock/' }],
    ['another host of the scheme', { frameUrl: 'app://drydock.evil/' }],
    ['a page that was never loaded', { frameUrl: '' }],
    ['about:blank', { frameUrl: 'about:blank' }],
  ])('refuses %s, whatever it asks', async (_name, difference) => {
    const { ask, calls, log } = recording();
    const reply = await ask('app.info', [], { ...page, ...difference });
    expect(reply).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(calls).toEqual([]);
    expect(log).toHaveLength(1);
  });

  it('gives an error back as data, with its kind', async () => {
    const { ask, handlers } = recording();
    const failing: Handlers = {
      ...handlers,
      'app.info': () => Promise.reject(new DrydockError({ kind: 'storage', message: 'The disk is full.' })),
    };
    expect(await ask('app.info', [], page, failing)).toEqual({
      ok: false,
      error: { kind: 'storage', message: 'The disk is full.' },
    });
  });

  it('answers with the error of services that could not be opened', async () => {
    const reply = await answer(
      { method: 'progress.state', args: [], sender: page },
      {
        homes: [appHome],
        handlers: () => Promise.reject(new DrydockError({ kind: 'storage', message: 'Not readable.' })),
        log: () => undefined,
      },
    );
    expect(reply).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });

  it('never repeats what was sent in the log or the message', async () => {
    const { ask, log } = recording();
    const secret = 'a-very-long-secret'.repeat(50);
    const reply = await ask('settings.change', [{ [secret.slice(0, 20)]: secret, theme: secret }]);
    expect(JSON.stringify(reply)).not.toContain(secret);
    expect(log.join()).not.toContain(secret);
  });

  it.each<[Sender['window'], MethodName]>([
    ['presenter', 'workspaces.save'],
    ['presenter', 'builds.start'],
    ['presenter', 'courses.open'],
    ['presenter', 'progress.reset'],
    ['presenter', 'printing.job'],
    ['print', 'courses.lesson'],
    ['print', 'presentation.end'],
    ['app', 'printing.done'],
  ])('refuses the %s window %s, which is not its business', async (window, method) => {
    const { ask, calls } = recording();
    expect(await ask(method, [], { ...page, window })).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
    expect(calls).toEqual([]);
  });

  it('lets the presenter window follow its talk', async () => {
    const { ask, calls } = recording();
    await ask('presentation.change', ['presenter', { step: 1 }], { ...page, window: 'presenter' });
    expect(calls).toEqual([{ method: 'presentation.change', args: ['presenter', { step: 1 }] }]);
    expect(mayHear('presenter', 'presentation.changed')).toBe(true);
    expect(mayHear('presenter', 'build.event')).toBe(false);
    expect(mayHear('print', 'presentation.changed')).toBe(false);
  });
});
