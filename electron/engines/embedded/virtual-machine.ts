import { Guest } from './guest';
import { GuestLost } from './guest-error';
import type { GuestAssets, GuestFolders } from './machine/assets';
import { readAssets } from './machine/assets';
import type { GuestFiles, MachinePort, StartMachine } from './machine/messages';
import { StateFile } from './machine/state-file';
import { REQUEST } from './protocol/numbers';

/** What a virtual machine is made from. */
export interface VirtualMachineOptions {
  readonly folders: GuestFolders;
  /** Folder of the saved state. */
  readonly cache: string;
  readonly start: StartMachine;
  /** Told while the machine is derived for the first time, which takes seconds. */
  readonly onProgress?: (text: string) => void;
}

/** Milliseconds without work after which the processor stops, and after which the memory is given back. */
const PAUSE_AFTER_MS = 500;
const SLEEP_AFTER_MS = 5 * 60_000;
/** How often a working machine is asked for a sign of life, and how long it may take to give it. */
const HEARTBEAT_MS = 3_000;
const PATIENCE_MS = 15_000;
const BOOT_PATIENCE_MS = 90_000;

/**
 * The one machine of the embedded engine. It starts when it is needed, stands still when it is not, and a machine that
 * hangs or crashes is thrown away: what ran in it fails with GuestLost, and the next use starts another.
 */
export class VirtualMachine {
  readonly #options: VirtualMachineOptions;
  readonly #states: StateFile;
  #assets: Promise<GuestAssets> | undefined;
  #guest: Promise<Guest> | undefined;
  #users = 0;
  #holders = 0;
  #paused = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(options: VirtualMachineOptions) {
    this.#options = options;
    this.#states = new StateFile(options.cache);
  }

  /** Whether a machine exists, working or paused. */
  get running(): boolean {
    return this.#guest !== undefined;
  }

  /** Does the work with a running guest. Rejects with GuestLost when the machine dies meanwhile. */
  async use<T>(work: (guest: Guest) => Promise<T>): Promise<T> {
    this.#users++;
    clearTimeout(this.#idleTimer);
    // The machine's thread keeps no process alive by itself; whoever uses it does.
    this.#keepAlive ??= setInterval(() => undefined, 60_000);
    try {
      return await work(await this.#wake());
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

  async #wake(): Promise<Guest> {
    this.#guest ??= this.#launch();
    const launched = this.#guest;
    try {
      const guest = await launched;
      if (this.#paused) {
        this.#paused = false;
        guest.resume();
        await guest.hello();
      }
      this.#watch(guest);
      return guest;
    } catch (thrown) {
      if (this.#guest === launched) this.#guest = undefined;
      throw thrown;
    }
  }

  #rest(): void {
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    const idle = (action: () => void, ms: number) => {
      this.#idleTimer = setTimeout(action, ms);
      this.#idleTimer.unref();
    };
    idle(() => {
      void this.#guest?.then((guest) => {
        if (this.#users > 0) return;
        clearInterval(this.#heartbeat);
        this.#heartbeat = undefined;
        this.#paused = true;
        guest.pause();
        idle(() => {
          if (this.#holders === 0) void this.stop('The idle machine gave its memory back.');
        }, SLEEP_AFTER_MS);
      });
    }, PAUSE_AFTER_MS);
  }

  /** A machine that works says so again and again: a kernel that hangs, or a thread that spins, does not. */
  #watch(guest: Guest): void {
    if (this.#heartbeat) return;
    this.#heartbeat = setInterval(() => {
      const deadline = setTimeout(() => {
        guest.stop('The embedded machine hung and was thrown away.');
      }, PATIENCE_MS);
      guest.ask(REQUEST.ping).then(
        () => {
          clearTimeout(deadline);
        },
        () => {
          clearTimeout(deadline);
        },
      );
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  async #launch(): Promise<Guest> {
    this.#assets ??= readAssets(this.#options.folders);
    const assets = await this.#assets;
    const state = await this.#states.read(assets.hash);
    if (state) {
      try {
        return await this.#begin({ wasm: assets.wasm, start: { kind: 'restore', state } });
      } catch (thrown) {
        if (!(thrown instanceof GuestLost)) throw thrown;
        await this.#states.remove(assets.hash); // it does not come to life: derive it anew
      }
    }
    this.#options.onProgress?.('Preparing the embedded engine: booting its Linux for the first time.');
    const guest = await this.#begin({ wasm: assets.wasm, start: { kind: 'boot', ...assets } });
    await guest.ask(REQUEST.settle);
    guest.pause();
    await this.#states.write(assets.hash, await guest.save());
    guest.resume();
    return guest;
  }

  async #begin(files: GuestFiles): Promise<Guest> {
    const port = this.#options.start();
    const ready = signOfLife(port, files.start.kind);
    const guest: Guest = new Guest(port, () => {
      this.#forget(guest);
    });
    port.post({ type: 'start', files });
    const deadline = setTimeout(() => {
      guest.stop('The embedded machine did not start.');
    }, BOOT_PATIENCE_MS);
    try {
      await ready;
      await guest.hello();
      return guest;
    } finally {
      clearTimeout(deadline);
    }
  }

  #forget(lost: Guest): void {
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
    const current = this.#guest;
    void current
      ?.catch(() => undefined)
      .then((guest) => {
        if (guest !== undefined && guest !== lost) return;
        if (this.#guest === current) this.#guest = undefined;
        this.#paused = false;
      });
  }
}

/** Resolves when the machine listens: a restored one at once, a booting one when its agent says so. */
function signOfLife(port: MachinePort, kind: 'boot' | 'restore'): Promise<void> {
  return new Promise((resolve, reject) => {
    port.onEvent((event) => {
      if (event.type === 'started' && kind === 'restore') resolve();
      else if (event.type === 'console' && event.text.includes('agent: ready')) resolve();
      else if (event.type === 'failed') reject(new GuestLost(event.message));
    });
    port.onExit(() => {
      reject(new GuestLost('The embedded machine ended while it started.'));
    });
  });
}
