import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Endpoint } from '../../docker/endpoint';

const run = promisify(execFile);
const NOBODY = 65_534;
/** Milliseconds that the service may take to answer. */
const PATIENCE = 20_000;

/** Why no rootless Podman can be started here; undefined when one can. */
export function whyNoRootless(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, to become a user without rights';
  const missing = ['/usr/bin/podman', '/usr/sbin/runc', '/usr/bin/setpriv'].find((file) => !existsSync(file));
  return missing === undefined ? undefined : `needs ${missing}`;
}

/**
 * A Podman service of a user without any rights (nobody), who has but one user id to give to containers: no file of
 * the system is changed for it. Networks of their own need a device that not every machine gives, so containers have
 * none.
 */
export class RootlessPodman {
  #service: ChildProcess | undefined;

  private constructor(readonly folder: string) {}

  /** Starts it and gives it an image from an archive. */
  static async start(archive: string): Promise<RootlessPodman> {
    const podman = new RootlessPodman(await mkdtemp(join(tmpdir(), 'drydock-rootless-')));
    try {
      await podman.#prepare();
      await podman.#up();
      await run(...podman.#command('load', '--quiet', '-i', archive), podman.#options);
    } catch (thrown) {
      await podman.remove();
      throw thrown;
    }
    return podman;
  }

  get endpoint(): Endpoint {
    return { id: 'podman', kind: 'podman', name: 'Podman', address: `unix://${this.#path('podman.sock')}` };
  }

  /** What it says of itself. */
  async isRootless(): Promise<boolean> {
    const args = ['info', '--format', '{{.Host.Security.Rootless}}'];
    const { stdout } = await run(...this.#command(...args), this.#options);
    return stdout.trim() === 'true';
  }

  async remove(): Promise<void> {
    if (this.#service?.exitCode === null) {
      this.#service.kill();
      await once(this.#service, 'close');
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #prepare(): Promise<void> {
    const files = {
      'containers.conf':
        '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\nnetns = "none"\n' +
        '[engine]\nevents_logger = "file"\ncgroup_manager = "cgroupfs"\nruntime = "runc"\n',
      'storage.conf': '[storage]\ndriver = "vfs"\n[storage.options]\nignore_chown_errors = "true"\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(this.#path(name), text);
    await chown(this.folder, NOBODY, NOBODY);
    for (const name of ['home', 'xdg']) {
      await mkdir(this.#path(name), { mode: 0o700 });
      await chown(this.#path(name), NOBODY, NOBODY);
    }
  }

  async #up(): Promise<void> {
    const [file, args] = this.#command('system', 'service', '--time=0', this.endpoint.address);
    this.#service = spawn(file, args, { ...this.#options, stdio: 'ignore' });
    const end = performance.now() + PATIENCE;
    while (!existsSync(this.#path('podman.sock'))) {
      if (this.#service.exitCode !== null || performance.now() > end)
        throw new Error('Podman does not start.');
      await delay(50);
    }
  }

  #command(...args: readonly string[]): [file: string, args: string[]] {
    const nobody = ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'];
    const places = [
      '--root',
      this.#path('root'),
      '--runroot',
      this.#path('run'),
      '--tmpdir',
      this.#path('tmp'),
    ];
    return ['/usr/bin/setpriv', [...nobody, '/usr/bin/podman', ...places, ...args]];
  }

  get #options() {
    const env = {
      PATH: process.env['PATH'],
      HOME: this.#path('home'),
      XDG_RUNTIME_DIR: this.#path('xdg'),
      CONTAINERS_CONF: this.#path('containers.conf'),
      CONTAINERS_STORAGE_CONF: this.#path('storage.conf'),
    };
    return { cwd: this.folder, env };
  }

  #path(name: string): string {
    return join(this.folder, name);
  }
}
