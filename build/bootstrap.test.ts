import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesMatch } from './bootstrap.mjs';
import { inputHash, isFresh, markFresh } from './stale.mjs';
import { parseArguments } from './start';
import { parseAccount } from './user/account';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-build-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

describe('installed packages', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  it('match when each required one is there in its version', () => {
    write('package-lock.json', lock);
    write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0' } } });
    expect(packagesMatch(folder)).toBe(true);
  });

  it('do not match when missing, old, or half-installed', () => {
    write('package-lock.json', lock);
    expect(packagesMatch(folder)).toBe(false);
    write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '0.9.0' } } });
    expect(packagesMatch(folder)).toBe(false);
    write('node_modules/.package-lock.json', '{"packages": {');
    expect(packagesMatch(folder)).toBe(false);
  });
});

describe('a bundle', () => {
  it('is stale until built, fresh until an input changes, and does not depend on tests or times', () => {
    write('electron/main.ts', 'one');
    expect(isFresh('main', folder)).toBe(false);
    write('out/main/main.cjs', '');
    markFresh('main', inputHash('main', folder), folder);
    expect(isFresh('main', folder)).toBe(true);
    write('electron/main.test.ts', 'a test');
    utimesSync(join(folder, 'electron/main.ts'), 1, 1);
    expect(isFresh('main', folder)).toBe(true);
    write('electron/main.ts', 'two');
    expect(isFresh('main', folder)).toBe(false);
  });

  it('is stale when its output was deleted', () => {
    markFresh('main', inputHash('main', folder), folder);
    expect(isFresh('main', folder)).toBe(false);
  });
});

describe('npm start', () => {
  it('takes a screenshot file in both spellings and hands on the rest', () => {
    expect(parseArguments(['--screenshot', 'a.png', 'course'])).toEqual({
      screenshot: 'a.png',
      rest: ['course'],
    });
    expect(parseArguments(['--screenshot=a.png'])).toEqual({ screenshot: 'a.png', rest: [] });
    expect(() => parseArguments(['--screenshot'])).toThrow('--screenshot needs a file');
  });
});

it('reads an account from passwd', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\ndrydock:x:999:995::/var/lib/drydock:/usr/sbin/nologin\n';
  expect(parseAccount(passwd, 'drydock')).toEqual({
    name: 'drydock',
    uid: 999,
    gid: 995,
    home: '/var/lib/drydock',
  });
  expect(parseAccount(passwd, 'nobody')).toBeUndefined();
});
