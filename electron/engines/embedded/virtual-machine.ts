import { Guest } from './guest';
import { GuestLost } from './guest-error';
import type { GuestAssets, GuestFolders } from './machine/assets';
import { readAssets } from './machine/assets';
import { Heartbeat } from './machine/heartbeat';
import type { GuestFiles, StartMachine } from './machine/messages';
import { storageReason } from '../../storage/storage-error';
import type { Starting } from './machine/starting';
import { startProcess } from './machine/starting';
import { StateFile } from './machine/state-file';
import { REQUEST } from './protocol/numbers';

/** What a virtual machine is made from. */
export interface VirtualMachineOptions {
  readonly folders: GuestFolders;
  /** Folder of the saved state. */
  readonly cache: string;
  readonly start: StartMachine;
  /** Told while the machine is derived for the first time, which takes seconds; an empty text when it is over. */
  readonly onProgress?: (text: string) => void;
  /** Done with a guest that nothing else uses and nobody holds. */
  readonly tidy?: (guest: Guest) => Promise<void>;
  /** The machine is gone: what was kept at hand for it need not be. */
  readonly onGone?: () => void;
  /** Other times than the usual ones, in milliseconds, for tests. */
  readonly times?: Partial<MachineTimes>;
}

/** Milliseconds. */
export interface MachineTimes {
  /** Without work after which the processor stops, and after which the memory is given back. */
  readonly pauseAfter: number;
  readonly sleepAfter: number;
  /** That a start from a saved state, and from nothing, may take. */
  readonly restorePatience: number;
  readonly bootPatience: number;
  /** That a working machine may be silent. */
  readonly heartPatience: number;
}

const TIMES: MachineTimes = {
  pauseAfter: 500,
  sleepAfter: 5 * 60_000,
  restorePatience: 30_000,
  bootPatience: 120_000,
  heartPatience: 20_000,
};

/**
 * The one machine of the embedded engine. It starts when it is needed, stands still when it is not, and a machine that
 * hangs or crashes is thrown away: what ran in it fails with GuestLost, and the next use starts another.
 */
export class VirtualMachine {
  readonly #options: VirtualMachineOptions;
  readonly #times: MachineTimes;
  readonly #states: StateFile;
  #assets: Promise<GuestAssets> | undefined;
  #guest: Promise<Guest> | undefined;
  #heartbeat: Heartbeat | undefined;
  #users = 0;
  #holders = 0;
  #paused = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(options: VirtualMachineOptions) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
    this.#states = new StateFile(options.cache, options.folders.guest);
  }

  /** Whether a machine exists, working or paused. */
  get running(): boolean {
    return this.#guest !== undefined;
  }

  /** Whether it stands still. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Does the work with a running guest. Rejects with GuestLost when the machine dies meanwhile. */
  async use<T>(work: (guest: Guest) => Promise<T>): Promise<T> {
    this.#users++;
    clearTimeout(this.#idleTimer);
    // The machine's thread keeps no process alive by itself; whoever uses it does.
    this.#keepAlive ??= setInterval(() => undefined, 60_000);
    try {
      const guest = await this.#wake();
      if (this.#users === 1 && this.#holders === 0) await this.#options.tidy?.(guest);
      return await work(guest);
    } finally {
      if (--this.#users === 0) this.#rest();
    }
  }

  /** Keeps the machine's memory, also while nothing runs: stopped containers live in it. Gives what lets go of it. */
  hold(): () => void {
    this.#holders++;
    return () => void this.#holders--;
  }

  /** Ends the machine, whatever runs in it. */
  async stop(reason = 'The embedded engine was stopped.'): Promise<void> {
    const guest = await this.#guest?.catch(() => undefined); // it never came up
    guest?.stop(reason);
  }

  /** Derives the saved state where there is none, and puts it, compressed, into the folder of a package. */
  async bake(folder: string): Promise<void> {
    await this.use(async () => {
      const { hash } = await this.#readAssets();
      if (!(await this.#states.bake(hash, folder)))
        throw new Error('The state of the machine was not saved.');
    });
  }

  #readAssets(): Promise<GuestAssets> {
    this.#assets ??= readAssets(this.#options.folders);
    this.#assets.catch(() => (this.#assets = undefined)); // what is missing may be put back
    return this.#assets;
  }

  async #wake(): Promise<Guest> {
    this.#guest ??= this.#launch();
    const launched = this.#guest;
    try {
      const guest = await launched;
      if (guest.lost) {
        if (this.#guest === launched) this.#dropped();
        return await this.#wake();
      }
      if (this.#paused) {
        this.#paused = false;
        guest.resume();
        await guest.hello();
      }
      this.#heartbeat?.start();
      return guest;
    } catch (thrown) {
      if (this.#guest === launched) this.#guest = undefined;
      throw thrown;
    }
  }

  #rest(): void {
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    this.#whenIdle(() => {
      void this.#guest?.then(
        (guest) => {
          this.#pause(guest);
        },
        () => undefined, // it never came up, and whoever needed it heard of it
      );
    }, this.#times.pauseAfter);
  }

  #pause(guest: Guest): void {
    if (this.#users > 0) return;
    this.#heartbeat?.stop();
    this.#paused = true;
    guest.pause();
    this.#whenIdle(() => {
      if (this.#holders === 0) void this.stop('The idle machine gave its memory back.');
    }, this.#times.sleepAfter);
  }

  #whenIdle(action: () => void, ms: number): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(action, ms);
    this.#idleTimer.unref();
  }

  async #launch(): Promise<Guest> {
    const starting = startProcess(this.#options.start); // it comes up while the files are read
    let guest: Guest;
    try {
      const assets = await this.#readAssets();
      const state = await this.#states.read(assets.hash);
      guest = (state && (await this.#restore(starting, assets, state))) ?? (await this.#derive(assets));
    } finally {
      if (!starting.used) starting.port.terminate();
    }
    this.#heartbeat = new Heartbeat(
      () => guest.ask(REQUEST.ping),
      () => {
        guest.stop('The embedded machine hung and was thrown away.');
      },
      this.#times.heartPatience,
    );
    return guest;
  }

  /** Undefined when the state does not come to life. */
  async #restore(starting: Starting, assets: GuestAssets, state: Uint8Array): Promise<Guest | undefined> {
    try {
      return await this.#begin(starting, { wasm: assets.wasm, start: { kind: 'restore', state } });
    } catch (thrown) {
      if (!(thrown instanceof GuestLost)) throw thrown;
      await this.#states.remove(assets.hash);
      return undefined;
    }
  }

  async #derive(assets: GuestAssets): Promise<Guest> {
    const tell = this.#options.onProgress ?? (() => undefined);
    try {
      tell('Preparing the embedded engine: booting its Linux for the first time.');
      const files: GuestFiles = { wasm: assets.wasm, start: { kind: 'boot', ...assets } };
      const booted = await this.#begin(startProcess(this.#options.start), files);
      tell('Preparing the embedded engine: saving its state for quick starts.');
      await booted.ask(REQUEST.settle);
      booted.pause();
      const state = await booted.save();
      try {
        await this.#states.write(assets.hash, state);
      } catch (thrown) {
        // It works without, and boots anew next time.
        tell(`The state of the embedded engine could not be saved: ${storageReason(thrown)}.`);
        booted.resume();
        return booted;
      }
      // The booted machine has touched all of its memory; the restored one takes what it needs.
      booted.stop('The embedded machine goes on from its saved state.');
      return (
        (await this.#restore(startProcess(this.#options.start), assets, state)) ??
        (await this.#begin(startProcess(this.#options.start), files))
      );
    } finally {
      tell('');
    }
  }

  async #begin(starting: Starting, files: GuestFiles): Promise<Guest> {
    const { port } = starting;
    starting.used = true;
    const guest: Guest = new Guest(port, () => {
      this.#forget(guest);
    });
    port.post({ type: 'start', files });
    const { restorePatience, bootPatience } = this.#times;
    const deadline = setTimeout(
      () => {
        guest.stop('The embedded machine did not start.');
      },
      files.start.kind === 'boot' ? bootPatience : restorePatience,
    );
    try {
      await starting.alive;
      await guest.hello();
      return guest;
    } finally {
      clearTimeout(deadline);
    }
  }

  #forget(lost: Guest): void {
    const current = this.#guest;
    void current
      ?.catch(() => undefined)
      .then((guest) => {
        if (guest !== undefined && guest !== lost) return;
        if (this.#guest === current) this.#dropped();
      });
  }

  #dropped(): void {
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    this.#guest = undefined;
    this.#paused = false;
    this.#options.onGone?.();
  }
}
