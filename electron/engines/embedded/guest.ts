import { randomBytes } from 'node:crypto';
import { GuestError, GuestLost } from './guest-error';
import type { GuestProcess, OutputListener } from './guest-processes';
import { GuestProcesses } from './guest-processes';
import type { MachineEvent, MachinePort, MachineRequest } from './machine/messages';
import type { OpenPort } from './machine/wire/ports';
import { ChunkSender } from './protocol/chunks';
import type { Field } from './protocol/fields';
import { bytesIn, field, numberOf, textOf } from './protocol/fields';
import type { Frame } from './protocol/frames';
import { encodeFrame, FrameReader } from './protocol/frames';
import { ANSWER, PROTOCOL_VERSION, REQUEST, TAG } from './protocol/numbers';

interface Question<T> {
  readonly resolve: (answer: T) => void;
  readonly reject: (reason: Error) => void;
}

interface TaskResult {
  readonly bytes: Uint8Array;
  readonly value: number;
}

/** Lines of the kernel's messages that are kept for an error report. */
const KEPT_LINES = 40;

/** A running machine, spoken to in the agent's protocol (build/guest/agent/protocol.md). */
export class Guest {
  readonly #port: MachinePort;
  readonly #sender: ChunkSender;
  readonly #reader = new FrameReader();
  readonly #questions = new Map<number, Question<readonly Field[]>>();
  readonly #tasks = new Map<number, Question<TaskResult>>();
  readonly #processes = new GuestProcesses((frame) => {
    this.#send(frame);
  });
  readonly #console: string[] = [];
  readonly #lost: (error: GuestLost) => void;
  #lastId = 0;
  #kernel = '';
  #names: ((container: string, question: Uint8Array) => Uint8Array | undefined) | undefined;
  #over: GuestLost | undefined;

  /** `onLost` is called once, when the machine is gone for good. */
  constructor(port: MachinePort, onLost: (error: GuestLost) => void) {
    this.#port = port;
    this.#lost = onLost;
    this.#sender = new ChunkSender((bytes) => {
      port.post({ type: 'input', bytes });
    });
    port.onEvent((event) => {
      this.#hear(event);
    });
    port.onExit(() => {
      this.stop('The embedded machine ended.');
    });
  }

  /** Release of its kernel. */
  get kernel(): string {
    return this.#kernel;
  }

  /** The last messages of the guest's kernel. */
  get console(): string {
    return this.#console.join('');
  }

  /** Whether it is gone for good. */
  get lost(): boolean {
    return this.#over !== undefined;
  }

  /** Whether something waits for the guest or runs in it. */
  get busy(): boolean {
    return this.#questions.size + this.#tasks.size + this.#processes.count > 0;
  }

  /** Gives the guest the time and fresh entropy: both stand still in a saved state and while it is paused. */
  async hello(): Promise<void> {
    const time = BigInt(Date.now()) * 1_000_000n;
    const answer = await this.ask(REQUEST.hello, [
      field(TAG.time, time),
      field(TAG.entropy, randomBytes(64)),
    ]);
    const version = numberOf(answer, TAG.version);
    this.#kernel = textOf(answer, TAG.message) ?? '';
    if (version !== PROTOCOL_VERSION) throw new Error(`The guest speaks protocol ${version}.`);
  }

  /** Asks the agent. Rejects with a GuestError for what it could not do, with GuestLost when the machine is gone. */
  ask(type: number, fields: readonly Field[] = []): Promise<readonly Field[]> {
    return this.#ask(++this.#lastId, type, fields);
  }

  /** Starts a process; the fields are those of START. Rejects like {@link ask}. */
  async start(fields: readonly Field[], onOutput: OutputListener): Promise<GuestProcess> {
    const id = ++this.#lastId;
    const process = this.#processes.add(id, onOutput);
    try {
      await this.#ask(id, REQUEST.start, fields);
      return process;
    } catch (thrown) {
      this.#processes.forget(id);
      throw thrown;
    }
  }

  /** Puts a file where the guest sees it as `/host/NAME`. */
  async putFile(name: string, bytes: Uint8Array): Promise<void> {
    await this.#task((request) => ({ type: 'put-file', request, name, bytes }));
  }

  /** Reads such a file and removes it. */
  async takeFile(name: string): Promise<Uint8Array> {
    return (await this.#task((request) => ({ type: 'take-file', request, name }))).bytes;
  }

  async removeFile(name: string): Promise<void> {
    await this.#task((request) => ({ type: 'remove-file', request, name }));
  }

  /** The whole machine as bytes; it must be paused. */
  async save(): Promise<Uint8Array> {
    return (await this.#task((request) => ({ type: 'save', request }))).bytes;
  }

  /** Opens a port of this computer that leads into the guest. Rejects with the system's words when it is taken. */
  async openPort(port: OpenPort): Promise<{ readonly id: number; readonly hostPort: number }> {
    let id = 0;
    const { value } = await this.#task((request) => ({ type: 'open-port', request: (id = request), port }));
    return { id, hostPort: value };
  }

  async closePort(id: number): Promise<void> {
    await this.#task((request) => ({ type: 'close-port', request, id }));
  }

  /** Makes a bridge in which the guest has that address. */
  async createNetwork(bridge: string, address: string, prefix: number): Promise<void> {
    await this.ask(REQUEST.network, [
      field(TAG.network, bridge),
      field(TAG.address, address),
      field(TAG.prefix, prefix),
    ]);
  }

  async removeNetwork(bridge: string): Promise<void> {
    await this.ask(REQUEST.unnetwork, [field(TAG.network, bridge)]);
  }

  /** Who answers what containers ask about names: their name in the guest, and an RFC 1035 message. */
  set names(answer: (container: string, question: Uint8Array) => Uint8Array | undefined) {
    this.#names = answer;
  }

  pause(): void {
    this.#port.post({ type: 'pause' });
  }

  resume(): void {
    this.#port.post({ type: 'resume' });
  }

  /** Ends the machine. Everything that waits for it is rejected with GuestLost and this reason. */
  stop(reason: string): void {
    if (this.#over) return;
    this.#over = new GuestLost(reason);
    this.#port.terminate();
    for (const question of this.#questions.values()) question.reject(this.#over);
    for (const task of this.#tasks.values()) task.reject(this.#over);
    this.#processes.lose(this.#over);
    this.#questions.clear();
    this.#tasks.clear();
    this.#lost(this.#over);
  }

  #ask(id: number, type: number, fields: readonly Field[]): Promise<readonly Field[]> {
    return new Promise((resolve, reject) => {
      if (this.#over) {
        reject(this.#over);
        return;
      }
      this.#questions.set(id, { resolve, reject });
      this.#send({ type, id, fields });
    });
  }

  #task(message: (request: number) => MachineRequest): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      if (this.#over) {
        reject(this.#over);
        return;
      }
      const request = ++this.#lastId;
      this.#tasks.set(request, { resolve, reject });
      this.#port.post(message(request));
    });
  }

  #send(frame: Frame): void {
    if (!this.#over) this.#sender.push(encodeFrame(frame));
  }

  #hear(event: MachineEvent): void {
    switch (event.type) {
      case 'output':
        try {
          for (const frame of this.#reader.push(event.bytes)) this.#receive(frame);
        } catch (thrown) {
          this.stop(thrown instanceof Error ? thrown.message : String(thrown));
        }
        return;
      case 'console':
        this.#console.push(event.text);
        if (this.#console.length > KEPT_LINES) this.#console.shift();
        if (/Kernel panic|agent: (?!ready)/.test(event.text))
          this.stop(`The embedded machine crashed: ${event.text.trim()}`);
        return;
      case 'result': {
        const task = this.#tasks.get(event.request);
        this.#tasks.delete(event.request);
        if (event.error === undefined)
          task?.resolve({ bytes: event.bytes ?? new Uint8Array(), value: event.value ?? 0 });
        else task?.reject(new Error(event.error));
        return;
      }
      case 'failed':
        this.stop(`The embedded machine failed: ${event.message}`);
        return;
      case 'started':
        return;
    }
  }

  #receive({ type, id, fields }: Frame): void {
    switch (type) {
      case ANSWER.ok:
        return this.#settle(id, (question) => {
          question.resolve(fields);
        });
      case ANSWER.error: {
        const error = new GuestError(numberOf(fields, TAG.errno) ?? 0, textOf(fields, TAG.message) ?? '');
        return this.#settle(id, (question) => {
          question.reject(error);
        });
      }
      case ANSWER.credit:
        return this.#sender.credit(numberOf(fields, TAG.bytes) ?? 0);
      case ANSWER.question: {
        const question = bytesIn(fields, TAG.data);
        const answer = question && this.#names?.(textOf(fields, TAG.container) ?? '', question);
        if (answer) this.#send({ type: REQUEST.named, id, fields: [field(TAG.data, answer)] });
        return;
      }
      default:
        this.#processes.hear({ type, id, fields });
    }
  }

  #settle(id: number, how: (question: Question<readonly Field[]>) => void): void {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (question) how(question);
  }
}
