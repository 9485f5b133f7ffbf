import { V86 } from 'v86';
import type { GuestFiles } from './messages';
import { COMMAND_LINE, DEVICES, MEMORY } from './options';
import { Wire } from './wire/wire';

/** What v86 has and its types leave out. */
interface Emulator {
  readonly bus: { send(event: string, data: unknown): void };
  readonly fs9p: {
    SearchPath(path: string): { readonly id: number; readonly parentid: number };
    Unlink(parent: number, name: string): number;
  };
  create_file(name: string, bytes: Uint8Array): Promise<void>;
  read_file(name: string): Promise<Uint8Array>;
}

/** What a machine tells. */
export interface MachineListener {
  readonly output: (bytes: Uint8Array) => void;
  readonly console: (text: string) => void;
}

/** An emulated computer. Its state fits only the same files, memory size and version of v86. */
export class Machine {
  readonly #v86: V86 & Emulator;
  readonly #started: Promise<void>;
  /** This computer's end of the machine's network card. */
  readonly wire: Wire;

  constructor(files: GuestFiles, listener: MachineListener) {
    const { start } = files;
    this.#v86 = new V86({
      wasm_fn: async (imports: WebAssembly.Imports) => {
        // The types of v86 and of TypeScript differ in what a buffer may be.
        const { instance } = await WebAssembly.instantiate(buffer(files.wasm), imports);
        return start.kind === 'restore' ? sparingZeroes(instance.exports) : instance.exports;
      },
      memory_size: MEMORY,
      ...(start.kind === 'boot'
        ? {
            bzimage: { buffer: buffer(start.kernel) },
            initrd: { buffer: buffer(start.initramfs) },
            bios: { buffer: buffer(start.bios) },
            vga_bios: { buffer: buffer(start.videoBios) },
            cmdline: COMMAND_LINE,
          }
        : { initial_state: { buffer: buffer(start.state) } }),
      ...DEVICES,
      fastboot: true,
      autostart: false,
    }) as V86 & Emulator;
    this.#v86.add_listener('virtio-console0-output-bytes', listener.output);
    this.wire = new Wire((frame) => {
      this.#v86.bus.send('net0-receive', frame);
    });
    this.#v86.add_listener('net0-send', (frame) => {
      this.wire.receive(frame);
    });
    let line = '';
    this.#v86.add_listener('serial0-output-byte', (byte) => {
      line += String.fromCharCode(byte);
      if (byte !== 10) return;
      listener.console(line);
      line = '';
    });
    this.#started = new Promise((resolve) => {
      this.#v86.add_listener('emulator-ready', () => {
        resolve();
      });
    });
  }

  /** Resolves when the processor runs. */
  async run(): Promise<void> {
    await this.#started;
    await this.#v86.run();
  }

  async pause(): Promise<void> {
    await this.#started;
    await this.#v86.stop();
  }

  /** At most as many bytes as one of the guest's receive buffers has; see ChunkSender. */
  input(bytes: Uint8Array): void {
    this.#v86.bus.send('virtio-console0-input-bytes', bytes);
  }

  /** Puts a file into the file system that the guest sees at `/host`. */
  putFile(name: string, bytes: Uint8Array): Promise<void> {
    return this.#v86.create_file(name, bytes);
  }

  /** Reads a file of it, and removes it. */
  async takeFile(name: string): Promise<Uint8Array> {
    const bytes = (await this.#v86.read_file(name)).slice();
    this.removeFile(name);
    return bytes;
  }

  removeFile(name: string): void {
    const { id, parentid } = this.#v86.fs9p.SearchPath(name);
    if (id !== -1) this.#v86.fs9p.Unlink(parentid, name);
  }

  /** The whole machine as bytes. It must be paused. */
  async save(): Promise<Uint8Array> {
    return new Uint8Array(await this.#v86.save_state());
  }
}

/**
 * Before a state is unpacked v86 zeroes the machine's whole memory, which is new and all zeroes already: it would cost
 * the computer every page of it, where the guest uses a fraction.
 */
function sparingZeroes(exports: WebAssembly.Exports): WebAssembly.Exports {
  const zero = exports.zero_memory as (address: number, length: number) => void;
  let fresh = true;
  const sparing = (address: number, length: number): void => {
    if (!fresh || length !== MEMORY) zero(address, length);
    fresh = false;
  };
  return { ...exports, zero_memory: sparing };
}

/** The bytes as a buffer of their own, without a copy where they are one already. */
function buffer(bytes: Uint8Array): ArrayBuffer {
  if (bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer as ArrayBuffer;
  return bytes.slice().buffer as ArrayBuffer;
}
