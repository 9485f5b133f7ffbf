import { expect, it } from 'vitest';
import { parseMount, parsePort, parseSize } from './run-options';

it.each([
  ['80', { containerPort: 80, hostPort: 0, protocol: 'tcp' }],
  ['8080:80', { containerPort: 80, hostPort: 8080, protocol: 'tcp' }],
  ['0.0.0.0:8080:80/udp', { containerPort: 80, hostPort: 8080, protocol: 'udp', hostAddress: '0.0.0.0' }],
  ['[::1]::80', { containerPort: 80, hostPort: 0, protocol: 'tcp', hostAddress: '::1' }],
])('reads the port %s', (text, port) => {
  expect(parsePort(text)).toEqual(port);
});

it.each([
  ['cache:/var/cache', { type: 'volume', source: 'cache', target: '/var/cache', readOnly: false }],
  ['/:/host:ro', { type: 'bind', source: '/', target: '/host', readOnly: true }],
])('reads the mount %s', (text, mount) => {
  expect(parseMount(text)).toEqual(mount);
});

it.each([
  ['100', 100],
  ['1k', 1024],
  ['512m', 512 * 1024 ** 2],
  ['1.5GiB', 1.5 * 1024 ** 3],
])('reads the size %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

it('refuses what is none of them', () => {
  for (const text of ['', 'x', '0', '70000', '1:2:3:4']) expect(() => parsePort(text)).toThrow('no port');
  for (const text of ['a', 'a:b', '/no/such/place:/x']) expect(() => parseMount(text)).toThrow();
  for (const text of ['', 'much', '-1m', '0']) expect(() => parseSize(text)).toThrow('no size');
});
