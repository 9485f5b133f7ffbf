import type { OpenPort } from './wire/ports';

/** The files a machine is started from. */
export interface GuestFiles {
  /** v86's WebAssembly. */
  readonly wasm: Uint8Array;
  readonly start:
    | {
        readonly kind: 'boot';
        readonly kernel: Uint8Array;
        readonly initramfs: Uint8Array;
        readonly bios: Uint8Array;
        readonly videoBios: Uint8Array;
      }
    | { readonly kind: 'restore'; readonly state: Uint8Array };
}

/** What the process that runs the machine is asked. Questions with a `request` are answered with a `result`. */
export type MachineRequest =
  | { readonly type: 'start'; readonly files: GuestFiles }
  | { readonly type: 'input'; readonly bytes: Uint8Array }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'put-file'; readonly request: number; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'take-file'; readonly request: number; readonly name: string }
  | { readonly type: 'remove-file'; readonly request: number; readonly name: string }
  | { readonly type: 'save'; readonly request: number }
  /** Opens a port of this computer under the request's number; the result's value is the port. */
  | { readonly type: 'open-port'; readonly request: number; readonly port: OpenPort }
  | { readonly type: 'close-port'; readonly request: number; readonly id: number };

/** What it says. */
export type MachineEvent =
  /** The processor runs; a restored machine listens then, a booting one says so on its console. */
  | { readonly type: 'started'; readonly restored: boolean }
  /** Bytes of the guest's virtio console. */
  | { readonly type: 'output'; readonly bytes: Uint8Array }
  /** Text of the guest's serial console: the kernel's messages. */
  | { readonly type: 'console'; readonly text: string }
  | {
      readonly type: 'result';
      readonly request: number;
      readonly bytes?: Uint8Array;
      readonly value?: number;
      readonly error?: string;
    }
  | { readonly type: 'failed'; readonly message: string };

/** The process or thread in which a machine runs. */
export interface MachinePort {
  post(message: MachineRequest): void;
  onEvent(listener: (event: MachineEvent) => void): void;
  /** Called once, when it is gone, for whatever reason. */
  onExit(listener: () => void): void;
  /** Ends it at once, even when it hangs. */
  terminate(): void;
}

/** Starts such a process. A worker thread in plain Node, a utility process in Electron: handed in by the entry. */
export type StartMachine = () => MachinePort;
