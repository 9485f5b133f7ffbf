import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Endpoint } from '../endpoint';

const run = promisify(execFile);
const DOCKERD = '/usr/sbin/dockerd';

/** Milliseconds that a daemon may take to answer, or to end. */
const PATIENCE = 20_000;

/** Why no daemon of a test's own can be started here; undefined when one can. */
export function whyNoDaemon(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const missing = [DOCKERD, '/usr/sbin/ip', '/usr/sbin/mkfs.ext4'].find((program) => !existsSync(program));
  return missing === undefined ? undefined : `needs ${missing}`;
}

/** What a daemon is to be like. */
export interface DaemonOptions {
  /** Bytes of the file system that it keeps everything on. */
  readonly diskBytes: number;
  /** Further arguments, such as another address to listen at. */
  readonly arguments?: readonly string[];
}

/**
 * A Docker Engine of a test's own, which may be broken at will: own files on a small file system in a file, own socket,
 * own bridge. (Never `--bridge=none`: that takes the machine's docker0 away from other daemons.)
 */
export class TestDaemon {
  #process: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly bridge: string,
    readonly options: DaemonOptions,
  ) {}

  static async start(options: DaemonOptions): Promise<TestDaemon> {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-daemon-'));
    const daemon = new TestDaemon(folder, `dd${process.pid}`, options);
    try {
      await daemon.#prepare();
      await daemon.up();
    } catch (thrown) {
      await daemon.remove();
      throw thrown;
    }
    return daemon;
  }

  get socket(): string {
    return join(this.folder, 'docker.sock');
  }

  get endpoint(): Endpoint {
    return { id: 'docker', kind: 'docker', name: 'Docker', address: `unix://${this.socket}` };
  }

  /** Folder of the small file system. */
  get disk(): string {
    return join(this.folder, 'disk');
  }

  /** Starts it, and waits until it answers. */
  async up(): Promise<void> {
    const started = spawn(
      DOCKERD,
      [
        ...['--data-root', join(this.disk, 'data'), '--exec-root', join(this.folder, 'exec')],
        ...['--pidfile', join(this.folder, 'pid'), '-H', `unix://${this.socket}`, '--bridge', this.bridge],
        ...[
          '--iptables=false',
          '--ip6tables=false',
          '--log-level',
          'error',
          ...(this.options.arguments ?? []),
        ],
      ],
      { stdio: 'ignore' },
    );
    this.#process = started;
    const end = Date.now() + PATIENCE;
    while (!(await answers(this.socket))) {
      if (started.exitCode !== null || Date.now() > end) throw new Error('The second dockerd did not start.');
      await delay(50);
    }
  }

  /** Stops it as `systemctl stop` does, or kills it. */
  async down(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const stopped = this.#process;
    this.#process = undefined;
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return;
    const exit = once(stopped, 'exit');
    stopped.kill(signal);
    if (signal === 'SIGTERM') {
      const late = setTimeout(() => stopped.kill('SIGKILL'), PATIENCE);
      await exit;
      clearTimeout(late);
    } else {
      await exit;
      // A killed one leaves the numbers of processes that an init which does not reap still shows as alive.
      await rm(join(this.folder, 'pid'), { force: true });
      await rm(join(this.folder, 'exec/containerd/containerd.pid'), { force: true });
    }
  }

  /** Stops it, and takes everything away that it left. */
  async remove(): Promise<void> {
    await this.down();
    await run('umount', ['--lazy', this.disk]).catch(() => undefined); // was not mounted yet
    await run('ip', ['link', 'delete', this.bridge]).catch(() => undefined); // was not made yet
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #prepare(): Promise<void> {
    const file = join(this.folder, 'disk.img');
    await mkdir(this.disk);
    await run('truncate', ['-s', String(this.options.diskBytes), file]);
    await run('/usr/sbin/mkfs.ext4', ['-q', file]);
    await run('mount', ['-o', 'loop', file, this.disk]);
    const third = process.pid % 250;
    await run('ip', ['link', 'add', this.bridge, 'type', 'bridge']);
    await run('ip', ['addr', 'add', `10.213.${third}.1/24`, 'dev', this.bridge]);
    await run('ip', ['link', 'set', this.bridge, 'up']);
  }
}

/** Whether an engine answers at a socket. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: '/_ping', timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.on('error', () => resolve(false));
    asking.end();
  });
}
