import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheSteps, moveStep, rebuild } from './cache';
import { compareIsolation } from './isolation';
import { freshStack, look, remove, stackContainers, stackPaths, write } from './layers';
import { namespaceKinds, unshareCommand, viewFrom } from './namespaces';
import { call, parsePublish } from './ports';
import { emptyStore, registryImageNames, registryImages, storeWith, transfer } from './registry';
import { beginRollout, rolloutEnd, stepRollout } from './rollout';
import { schedule } from './scheduler';
import { startCommand } from './start-command';
import { act, freshWorkflow, workflowActions } from './workflow';

describe('virtual machines and containers', () => {
  it('cost a system each, or share one kernel', () => {
    const load = { apps: 10, appMemory: 200, guestMemory: 500, hostMemory: 16_000 };
    const { machines, containers } = compareIsolation(load);
    expect(machines).toMatchObject({ memory: 7300, fitting: 22, kernels: 11 });
    expect(containers).toMatchObject({ memory: 2150, fitting: 77, kernels: 1 });
  });
});

describe('the layer stack', () => {
  it('copies a file of the image up before it changes it, for one container only', () => {
    const { state, effect } = write(freshStack, 'a', '/srv/app.py');
    expect(effect).toEqual({ kind: 'copied-up', from: 1 });
    expect(look(state, 'a', '/srv/app.py')).toEqual({ text: 'v1*', layer: 3 });
    expect(look(state, 'b', '/srv/app.py')).toEqual({ text: 'v1', layer: 1 });
    expect(write(state, 'a', '/srv/app.py').effect).toEqual({ kind: 'changed' });
  });

  it('hides what is in the image, takes away what is not, and sees what a layer deleted as absent', () => {
    expect(look(freshStack, 'a', '/srv/key.txt')).toBeNull();
    const hidden = remove(freshStack, 'a', '/bin/sh');
    expect(hidden.effect.kind).toBe('hidden');
    expect(look(hidden.state, 'a', '/bin/sh')).toBeNull();
    expect(remove(hidden.state, 'a', '/bin/sh').effect.kind).toBe('nothing');
    const made = write(freshStack, 'b', '/srv/key.txt');
    expect(made.effect.kind).toBe('created');
    expect(remove(made.state, 'b', '/srv/key.txt')).toEqual({
      state: freshStack,
      effect: { kind: 'removed' },
    });
  });

  it('shows what was written last, or nothing after a removal, whatever was done before', () => {
    const move = fc.record({
      container: fc.constantFrom(...stackContainers),
      path: fc.constantFrom(...stackPaths),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1 }), (moves) => {
        let state = freshStack;
        for (const { container, path, gone } of moves) {
          const before = look(state, container === 'a' ? 'b' : 'a', path);
          state = (gone ? remove : write)(state, container, path).state;
          expect(look(state, container, path) === null).toBe(gone);
          expect(look(state, container === 'a' ? 'b' : 'a', path)).toEqual(before);
        }
      }),
    );
  });
});

describe('the build cache', () => {
  const seconds = (order: typeof cacheSteps, change: 'source' | 'nothing' | 'base'): number =>
    rebuild(order, change).seconds;

  it('runs everything below the first step that reads a change', () => {
    const { outcomes } = rebuild(cacheSteps, 'source');
    expect(outcomes.map(({ why }) => why)).toEqual([
      'cached',
      'cached',
      'changed',
      'above',
      'above',
      'above',
    ]);
    expect(seconds(cacheSteps, 'nothing')).toBe(0);
    expect(rebuild(cacheSteps, 'base').outcomes.every(({ cached }) => !cached)).toBe(true);
  });

  it('is quick after a change of the source once the source is copied last', () => {
    const below = moveStep(moveStep(cacheSteps, 2, 1), 3, 1);
    expect(below.map(({ id }) => id)).toEqual(['from', 'workdir', 'list', 'install', 'all', 'cmd']);
    expect(seconds(below, 'source')).toBe(0.5);
  });

  it('refuses an order that could not be built', () => {
    expect(moveStep(cacheSteps, 0, 1)).toBe(cacheSteps);
    expect(moveStep(cacheSteps, 4, -1)).toBe(cacheSteps);
    expect(moveStep(cacheSteps, 5, 1)).toBe(cacheSteps);
    expect(moveStep(cacheSteps, 0, -1)).toBe(cacheSteps);
  });
});

describe('namespaces', () => {
  it('change only the answer that they are about', () => {
    const shared = viewFrom(new Set());
    for (const kind of namespaceKinds) {
      const changed = viewFrom(new Set([kind])).filter((view, at) => view.lines !== shared[at]?.lines);
      expect(changed.map((view) => view.kind)).toEqual([kind]);
    }
    expect(unshareCommand(new Set())).toBe('sh');
    expect(unshareCommand(new Set(['uts', 'pid', 'mnt']))).toBe(
      'unshare --pid --fork --mount --uts --mount-proc sh',
    );
  });
});

describe('build, ship and run', () => {
  it('moves nothing by itself', () => {
    expect(act(freshWorkflow, 'run').effect).toBe('nothing-pulled');
    expect(act(freshWorkflow, 'push').effect).toBe('nothing-built');
    const all = (['build', 'push', 'pull', 'run'] as const).reduce(
      (state, action) => act(state, action).state,
      freshWorkflow,
    );
    expect(all).toEqual({ code: 1, built: 1, pushed: 1, pulled: 1, running: 1 });
    const changed = act(act(all, 'change').state, 'run');
    expect(changed).toEqual({ state: { ...all, code: 2 }, effect: 'nothing-new' });
  });

  it('never runs what is newer than what was built', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...workflowActions)), (actions) => {
        const end = actions.reduce((state, action) => act(state, action).state, freshWorkflow);
        const places = [end.code, end.built, end.pushed, end.pulled, end.running];
        expect(places).toEqual([...places].sort((a, b) => b - a));
      }),
    );
  });
});

describe('what a container starts', () => {
  it.each([
    ['CMD ["nginx", "-g", "x y"]', '', ['nginx', '-g', 'x y'], true],
    ['CMD nginx -g x', '', ['/bin/sh', '-c', 'nginx -g x'], false],
    ['CMD exec nginx', '', ['/bin/sh', '-c', 'exec nginx'], true],
    ['ENTRYPOINT ["tide"]\nCMD ["--help"]', '', ['tide', '--help'], true],
    ['ENTRYPOINT ["tide"]\nCMD ["--help"]', '"low water" 3', ['tide', 'low water', '3'], true],
    ['ENTRYPOINT tide\nCMD ["--help"]', '', ['/bin/sh', '-c', 'tide', '--help'], false],
    ['CMD ["a"]\nCMD ["b"]', '', ['b'], true],
    ['', 'sh', ['sh'], true],
  ])('%j with %j', (lines, given, argv, direct) => {
    expect(startCommand(lines, given)).toMatchObject({ argv, direct });
  });

  it('says what is replaced, ignored or meant otherwise', () => {
    expect(startCommand('CMD ["a"]', 'b').remarks).toEqual(['cmd-replaced']);
    expect(startCommand('ENTRYPOINT a\nCMD ["b"]', '').remarks).toEqual(['cmd-ignored', 'shell-is-first']);
    expect(startCommand('ENTRYPOINT a', 'b').remarks).toEqual(['given-ignored', 'shell-is-first']);
    expect(startCommand('', '').remarks).toEqual(['no-command']);
    expect(startCommand("CMD ['a']", '').remarks).toContain('looks-like-json');
    expect(startCommand('CMDX a', '').problems).not.toEqual([]);
    expect(startCommand('', '"a').problems).toEqual([expect.stringContaining('not closed')]);
  });

  it('has an answer for every text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (lines, given) => Array.isArray(startCommand(lines, given).argv)),
    );
  });
});

describe('published ports', () => {
  const setup = { publish: '8080:80', listenAddress: '0.0.0.0', listenPort: 80 } as const;

  it.each([
    ['host', {}, { reached: true, url: 'http://127.0.0.1:8080/' }],
    ['network', {}, { reached: true, url: 'http://192.0.2.10:8080/' }],
    ['neighbour', {}, { reached: true, url: 'http://web:80/' }],
    ['neighbour', { publish: '' }, { reached: true }],
    ['host', { publish: '' }, { why: 'not-published' }],
    ['network', { publish: '127.0.0.1:8080:80' }, { why: 'loopback-only' }],
    ['host', { publish: '127.0.0.1:8080:80' }, { reached: true }],
    ['host', { publish: '80:8080' }, { why: 'wrong-port' }],
    ['host', { listenAddress: '127.0.0.1' }, { why: 'listens-on-loopback' }],
    ['neighbour', { listenAddress: '127.0.0.1' }, { why: 'listens-on-loopback' }],
  ] as const)('%s with %j', (client, change, outcome) => {
    expect(call(client, { ...setup, ...change })).toMatchObject(outcome);
  });

  it('reads what -p takes and nothing else', () => {
    expect(parsePublish(' localhost:1:65535/tcp ')).toEqual({
      address: '127.0.0.1',
      hostPort: 1,
      containerPort: 65_535,
    });
    for (const text of ['', '80', '0:80', '80:99999', '300.1.1.1:80:80', '80:80/udp', 'a:b'])
      expect(parsePublish(text)).toBeNull();
  });
});

describe('push and pull', () => {
  it('send only layers that are missing', () => {
    const laptop = storeWith(registryImageNames);
    const first = transfer('tide:1.0', laptop, emptyStore);
    expect(first.size).toBe(195);
    const second = transfer('tide:1.1', laptop, first.store);
    expect(second.moved.map(({ what }) => what)).toEqual(['app 1.1']);
    expect(second.present).toHaveLength(3);
    expect(transfer('tide:1.1', laptop, second.store).size).toBe(0);
    expect(transfer('page:3', emptyStore, emptyStore)).toMatchObject({ moved: [], store: emptyStore });
  });

  it('leave every named image whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...registryImageNames)), (names) => {
        const { images, digests } = storeWith(names);
        expect(new Set(digests).size).toBe(digests.length);
        for (const image of images)
          for (const { digest } of registryImages[image]) expect(digests).toContain(digest);
      }),
    );
  });
});

describe('the scheduler', () => {
  const node = (name: string, ready = true) => ({ name, capacity: 1000, ready });

  it('spreads copies, and leaves pending what fits nowhere', () => {
    const placed = schedule([node('a'), node('b')], 5, 500);
    expect(placed.map((each) => each.node)).toEqual(['a', 'b', 'a', 'b', null]);
    expect(schedule([node('a', false)], 1, 1)).toEqual([{ pod: 0, node: null }]);
  });

  it('never promises more than a machine has', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 1200 }), (replicas, request) => {
        const placed = schedule([node('a'), node('b'), node('c')], replicas, request);
        for (const name of ['a', 'b', 'c'])
          expect(placed.filter((each) => each.node === name).length * request).toBeLessThanOrEqual(1000);
      }),
    );
  });
});

describe('a rolling update', () => {
  it('ends with new pods only, and never has fewer ready or more in all than allowed', () => {
    const settings = fc.record({
      wanted: fc.integer({ min: 1, max: 8 }),
      maxSurge: fc.integer({ min: 0, max: 3 }),
      maxUnavailable: fc.integer({ min: 0, max: 3 }),
      newWorks: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, (chosen) => {
        fc.pre(chosen.maxSurge + chosen.maxUnavailable > 0 && chosen.maxUnavailable <= chosen.wanted);
        let state = beginRollout(chosen);
        for (let round = 0; round < 40 && rolloutEnd(state) === null; round += 1) {
          state = stepRollout(state);
          const ready = state.oldReady + state.newReady;
          expect(ready).toBeGreaterThanOrEqual(chosen.wanted - chosen.maxUnavailable);
          expect(ready + state.newStarting).toBeLessThanOrEqual(chosen.wanted + chosen.maxSurge);
        }
        expect(rolloutEnd(state)).toBe(chosen.newWorks ? 'done' : 'stuck');
      }),
    );
  });
});
