import { describe, expect, it } from 'vitest';
import { emptyForm, formFor, orderOf } from './order';

describe('the form of a run', () => {
  it('publishes what the image exposes', () => {
    expect(formFor({ exposedPorts: ['8080/tcp', '53/udp', '90'] }).ports).toEqual([
      { inside: '8080', outside: '' },
      { inside: '90', outside: '' },
    ]);
  });

  it('leaves out what was not typed', () => {
    expect(orderOf(emptyForm)).toEqual({ order: {} });
    const blank = { name: '', value: '' };
    expect(
      orderOf({ ...emptyForm, ports: [{ inside: '', outside: '' }], env: [blank], volumes: [blank] }),
    ).toEqual({ order: {} });
  });

  it('becomes an order', () => {
    expect(
      orderOf({
        name: 'web',
        command: ' httpd -f ',
        ports: [
          { inside: '80', outside: '' },
          { inside: '81', outside: '8081' },
        ],
        env: [{ name: 'SHIP', value: ' Aurora ' }],
        volumes: [{ name: 'hold', value: '/hold' }],
        memory: '64',
        cpus: '0,5',
      }),
    ).toEqual({
      order: {
        name: 'web',
        command: 'httpd -f',
        ports: [
          { containerPort: 80, hostPort: 0 },
          { containerPort: 81, hostPort: 8081 },
        ],
        env: { SHIP: ' Aurora ' },
        volumes: [{ name: 'hold', target: '/hold' }],
        memoryMegabytes: 64,
        cpus: 0.5,
      },
    });
  });

  it.each([
    [{ name: '-x' }, 'name'],
    [{ ports: [{ inside: '0', outside: '' }] }, 'ports'],
    [{ ports: [{ inside: '80', outside: '70000' }] }, 'ports'],
    [{ env: [{ name: '1A', value: 'x' }] }, 'env'],
    [{ volumes: [{ name: 'a/b', value: '/x' }] }, 'volumes'],
    [{ volumes: [{ name: 'hold', value: 'x' }] }, 'volumes'],
    [{ volumes: [{ name: 'hold', value: '/x:ro' }] }, 'volumes'],
    [{ memory: '5' }, 'memory'],
    [{ cpus: 'two' }, 'cpus'],
  ] as const)('%j is refused at its field', (typed, field) => {
    expect(orderOf({ ...emptyForm, ...typed })).toMatchObject({ problems: [{ field }] });
  });
});
