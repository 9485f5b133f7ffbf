import { describe, expect, it } from 'vitest';
import { ownArguments, readStartOptions } from './start-options';

const input = { args: [] as string[], env: {}, cwd: '/home/ada', packaged: false };

describe('readStartOptions', () => {
  it('takes nothing from nothing', () => {
    expect(readStartOptions(input)).toEqual({
      files: [],
      screenshot: null,
      route: null,
      profile: null,
      bench: false,
      devUrl: null,
    });
  });

  it('makes paths absolute and leaves foreign switches alone', () => {
    const args = ['--inspect=0', 'course', '/srv/b.zip', '--screenshot=out/a.png', '--route=/progress', ''];
    expect(
      readStartOptions({ ...input, args, env: { DRYDOCK_PROFILE: 'profile', DRYDOCK_BENCH: '1' } }),
    ).toEqual({
      files: ['/home/ada/course', '/srv/b.zip'],
      screenshot: '/home/ada/out/a.png',
      route: '/progress',
      profile: '/home/ada/profile',
      bench: true,
      devUrl: null,
    });
  });

  it('ignores a route that is none', () => {
    expect(readStartOptions({ ...input, args: ['--route=javascript:1'] }).route).toBeNull();
  });

  it.each([
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://127.0.0.1:5173/', 'http://127.0.0.1:5173/'],
    ['http://[::1]:5173/', 'http://[::1]:5173/'],
    ['https://localhost/', null],
    ['http://localhost.evil.invalid/', null],
    ['http://localhost@evil.invalid/', null],
    ['http://evil.invalid/', null],
    ['nothing', null],
  ])('takes a development server only from this machine: %s', (url, expected) => {
    const env = { DRYDOCK_DEV_URL: url };
    expect(readStartOptions({ ...input, env }).devUrl).toBe(expected);
    expect(readStartOptions({ ...input, env, packaged: true }).devUrl).toBeNull();
  });
});

describe('ownArguments', () => {
  it('drops the executable, and before packaging the folder of the app', () => {
    expect(ownArguments(['/opt/drydock', 'a.zip'], true)).toEqual(['a.zip']);
    expect(ownArguments(['electron', '--inspect=0', '/work/app', 'a.zip'], false)).toEqual([
      '--inspect=0',
      'a.zip',
    ]);
    expect(ownArguments(['electron', '--version'], false)).toEqual(['--version']);
  });
});
