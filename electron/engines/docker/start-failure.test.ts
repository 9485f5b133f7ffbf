import { describe, expect, it } from 'vitest';
import { DrydockError } from '../../shared/errors';
import { startFailure } from './start-failure';

/** What engines said, word by word: Docker 20.10 with runc 1.1 and Podman 4.3 with runc 1.1. */
describe('why a container could not be started', () => {
  it.each([
    [
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuchprogram": executable file not found in $PATH: unknown',
      'The container web has no program nosuchprogram.',
      127,
    ],
    [
      'runc: runc create failed: unable to start container process: exec: "nosuchprogram": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found',
      'The container web has no program nosuchprogram.',
      127,
    ],
    [
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/no/such": stat /no/such: no such file or directory: unknown',
      'The container web has no program /no/such.',
      127,
    ],
    [
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/a.txt": permission denied: unknown',
      'The container web may not run /a.txt: it is no program that can be executed.',
      126,
    ],
    [
      'preparing container 2879ffa for attach: runc: runc create failed: unable to start container process: exec /app/keeper.sh: permission denied: OCI permission denied',
      'The container web may not run /app/keeper.sh: it is no program that can be executed.',
      126,
    ],
    [
      'unable to find user ghost: no matching entries in passwd file',
      'The image has no user ghost.',
      undefined,
    ],
    [
      'driver failed programming external connectivity on endpoint web (4c97): Bind for 127.0.0.1:8080 failed: port is already allocated',
      'Port 8080 of this machine is taken already.',
      undefined,
    ],
    [
      'driver failed programming external connectivity on endpoint web (4c97): Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use',
      'Port 8080 of this machine is taken already.',
      undefined,
    ],
  ])('%s', (words, message, exitCode) => {
    const failure = startFailure(new Error(words), 'web');
    expect(failure).toBeInstanceOf(DrydockError);
    const { data } = failure as DrydockError;
    expect(data).toMatchObject({ message, details: words });
    expect(data.exitCode).toBe(exitCode);
  });

  it('leaves what it does not know as it came', () => {
    const thrown = new Error('no space left on device');
    expect(startFailure(thrown, 'web')).toBe(thrown);
  });
});
