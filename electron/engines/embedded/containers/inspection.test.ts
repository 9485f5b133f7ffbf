import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capabilityNames } from '../../../shared/engine/hood';
import type { GuestInspection } from '../guest-container';
import { readInspection, readInterfaces, readProcesses } from './inspection';

/** What a guest said of a container with one shell. */
const SAID: GuestInspection = {
  kernel: '6.1.192-drydock',
  processes: '27\t1\t1\t0\tS\t1212\tsh -c sleep 60\n31\t2\t27\t1000\tR\t4\t\n',
  limits: 'memory.max\t67108864\nmemory.events\toom_kill 0\ncpu.max\tmax 100000\n',
  overlay:
    'lower\t/data/layers/top\nlower\t/data/layers/base\nupper\t/data/containers/a/upper\nwork\t/data/containers/a/work\nmerged\t/data/containers/a/merged\n',
  mounts: 'overlay / overlay rw,relatime,lowerdir=top:base 0 0\ntmpfs /with\\040space tmpfs ro,size=1k 0 0\n',
  namespaces: 'pid\tpid:[4026531975]\tpid:[4026531836]\nuser\tuser:[4026531837]\tuser:[4026531837]\n',
  security: 'NoNewPrivs:\t1\nSeccomp:\t2\nCapEff:\t00000000a80425fb\n',
  traffic: `Inter-|   Receive  |  Transmit\n face |bytes packets\n  eth0:  840 8 0 0 0 0 0 0  1260 12 0 0 0 0 0 0\n`,
};

describe('what the guest tells of a container', () => {
  it('is read into what the app shows', () => {
    const hood = readInspection('c', SAID, (layer) => (layer === 'base' ? 'sha256:b' : null));
    expect(hood.machine).toContain('6.1.192');
    expect(hood.processes[0]).toEqual({
      outside: 27,
      inside: 1,
      parent: 1,
      uid: 0,
      state: 'S',
      residentBytes: 1212 * 1024,
      command: 'sh -c sleep 60',
    });
    expect(hood.processes[1]).toMatchObject({ inside: 2, parent: 27, uid: 1000, command: '' });
    expect(hood.limits).toContainEqual({ file: 'memory.events', value: 'oom_kill 0' });
    expect(hood.overlay).toEqual({
      lower: [
        { path: '/data/layers/base', diffId: 'sha256:b' },
        { path: '/data/layers/top', diffId: null },
      ],
      upper: '/data/containers/a/upper',
      work: '/data/containers/a/work',
      merged: '/data/containers/a/merged',
    });
    expect(hood.mounts[1]).toEqual({
      source: 'tmpfs',
      target: '/with space',
      type: 'tmpfs',
      options: ['ro', 'size=1k'],
    });
    expect(hood.namespaces).toEqual([
      { kind: 'pid', container: '4026531975', machine: '4026531836' },
      { kind: 'user', container: '4026531837', machine: '4026531837' },
    ]);
    expect(hood.interfaces).toEqual([{ name: 'eth0', receivedBytes: 840, sentBytes: 1260 }]);
    expect(hood.security).toMatchObject({ noNewPrivileges: true, seccomp: 'filter' });
    expect(hood.security?.capabilities).toContain('NET_BIND_SERVICE');
    expect(hood.security?.capabilities).not.toContain('SYS_ADMIN');
  });

  it('has nothing of processes in one that does not run', () => {
    const empty = { ...SAID, processes: '', mounts: '', namespaces: '', security: '', traffic: '' };
    expect(readInspection('c', empty, () => null)).toMatchObject({
      processes: [],
      mounts: [],
      namespaces: [],
      interfaces: [],
      security: null,
    });
  });

  it('is read without a throw whatever a container calls its processes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readProcesses(text);
        readInterfaces(text);
      }),
    );
  });
});

it('capabilities have their names: Docker gives these fourteen', () => {
  expect(capabilityNames('00000000a80425fb')).toHaveLength(14);
  expect(capabilityNames('1ffffffffff')).toHaveLength(41);
  expect(capabilityNames('none')).toEqual([]);
});
