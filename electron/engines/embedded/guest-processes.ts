import type { GuestLost } from './guest-error';
import type { Field } from './protocol/fields';
import { bytesIn, field, numberOf } from './protocol/fields';
import type { Frame } from './protocol/frames';
import { ANSWER, INPUT_WINDOW, REQUEST, TAG } from './protocol/numbers';

/** How a process of the guest ended. */
export interface ProcessEnd {
  /** 128 and the signal's number when a signal ended it. */
  readonly code: number;
  /** Whether the kernel killed something in its container because memory ran out. */
  readonly outOfMemory: boolean;
}

/** Called with each piece of output. A promise holds the process back until it settles. */
export type OutputListener = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void | Promise<void>;

/** A process that runs in a container of the guest. */
export interface GuestProcess {
  readonly ended: Promise<ProcessEnd>;
  /** Bytes for its standard input. */
  write(bytes: Uint8Array): void;
  /** No more input comes. */
  end(): void;
  signal(signal: number): void;
  resize(rows: number, cols: number): void;
}

interface Running {
  readonly onOutput: OutputListener;
  readonly resolve: (end: ProcessEnd) => void;
  readonly reject: (reason: Error) => void;
  readonly input: Uint8Array[];
  inputUnderway: number;
}

/** The processes that run in a guest, by the ids of the requests that started them. */
export class GuestProcesses {
  readonly #send: (frame: Frame) => void;
  readonly #running = new Map<number, Running>();

  constructor(send: (frame: Frame) => void) {
    this.#send = send;
  }

  get count(): number {
    return this.#running.size;
  }

  /** A process that is being started. */
  add(id: number, onOutput: OutputListener): GuestProcess {
    let running!: Running;
    const ended = new Promise<ProcessEnd>((resolve, reject) => {
      running = { onOutput, resolve, reject, input: [], inputUnderway: 0 };
    });
    ended.catch(() => undefined); // whoever waits for it hears of it
    this.#running.set(id, running);
    return {
      ended,
      write: (bytes) => {
        for (let at = 0; at < bytes.length; at += INPUT_WINDOW)
          running.input.push(bytes.slice(at, at + INPUT_WINDOW));
        this.#sendInput(id, running);
      },
      end: () => {
        running.input.push(new Uint8Array());
        this.#sendInput(id, running);
      },
      signal: (signal) => {
        this.#send({ type: REQUEST.signal, id, fields: [field(TAG.signal, signal)] });
      },
      resize: (rows, cols) => {
        this.#send({ type: REQUEST.resize, id, fields: [field(TAG.rows, rows), field(TAG.cols, cols)] });
      },
    };
  }

  /** It could not be started. */
  forget(id: number): void {
    this.#running.delete(id);
  }

  /** The machine is gone, and they with it. */
  lose(reason: GuestLost): void {
    for (const process of this.#running.values()) process.reject(reason);
    this.#running.clear();
  }

  /** A frame of the guest about one of them. */
  hear({ type, id, fields }: Frame): void {
    const process = this.#running.get(id);
    if (!process) return;
    switch (type) {
      case ANSWER.output:
        this.#output(id, process, fields);
        return;
      case ANSWER.exited:
        this.#running.delete(id);
        process.resolve({
          code: numberOf(fields, TAG.code) ?? 0,
          outOfMemory: numberOf(fields, TAG.outOfMemory) === 1,
        });
        return;
      case ANSWER.taken:
        process.inputUnderway -= numberOf(fields, TAG.bytes) ?? 0;
        this.#sendInput(id, process);
    }
  }

  #output(id: number, process: Running, fields: readonly Field[]): void {
    const bytes = bytesIn(fields, TAG.data);
    if (!bytes) return;
    const acknowledge = () => {
      this.#send({ type: REQUEST.ack, id, fields: [field(TAG.bytes, bytes.length)] });
    };
    const taken = process.onOutput(numberOf(fields, TAG.stream) === 2 ? 'stderr' : 'stdout', bytes);
    if (taken) void taken.then(acknowledge, acknowledge);
    else acknowledge();
  }

  #sendInput(id: number, process: Running): void {
    for (let next = process.input[0]; next; next = process.input[0]) {
      if (process.inputUnderway + next.length > INPUT_WINDOW) return;
      process.input.shift();
      process.inputUnderway += next.length;
      this.#send({ type: REQUEST.input, id, fields: next.length > 0 ? [field(TAG.data, next)] : [] });
    }
  }
}
