import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  ContainerDetails,
  ContainerSpec,
  ContainerState,
  ContainerSummary,
  ExecSpec,
  PublishedPort,
} from '../../../shared/engine/container';
import type { EngineAction } from '../../../shared/engine/event';
import type { Session } from '../../session';
import type { RunParts } from '../builder/run-step';
import type { Happening } from '../event-hub';
import type { GuestProcess, ProcessEnd } from '../guest-processes';
import type { GuestContainer, GuestInspection } from '../guest-container';
import { GuestError, GuestLost } from '../guest-error';
import type { Networks } from '../networks/networks';
import type { StoredImage } from '../store/images';
import type { EmbeddedVolumes } from '../volumes';
import { ContainerDefinition } from './definition';
import type { Standing } from './describe';
import { toDetails, toSummary } from './describe';
import { execIn, probeIn } from './exec';
import type { Probe } from './health';
import { commandOf, HealthMonitor, isChecked } from './health';
import { ContainerOutput } from './output';
import { publish } from './publish';
import { Placement, place } from './place';
import { Restarts } from './restart';
import { GuestSession } from './session';
import { signalOf } from './signals';
import { startFailure } from './start-failure';

/** What a container needs of the engine. */
export interface ContainerParts extends RunParts {
  readonly networks: Networks;
  readonly volumes: EmbeddedVolumes;
  readonly tell: (happening: Happening) => void;
}

/** How a container is made besides what it is to be. */
export interface ContainerOrigin {
  readonly spec: ContainerSpec;
  readonly image: StoredImage;
  readonly name: string;
  /** Keeps all capabilities: a playground (`EngineHood`). */
  readonly privileged?: boolean;
}

/** A container of the embedded engine, from its making to its removal. It lives as long as the machine does. */
export class EmbeddedContainer {
  readonly id = randomBytes(32).toString('hex');
  readonly created = new Date().toISOString();
  readonly output = new ContainerOutput();
  readonly definition: ContainerDefinition;
  readonly privileged: boolean;
  readonly #parts: ContainerParts;
  #name: string;
  #state: ContainerState = 'created';
  #startedAt: string | null = null;
  #finishedAt: string | null = null;
  #end: ProcessEnd | null = null;
  #error = '';
  readonly #placement = new Placement((guest) => place(guest, this.#parts, this));
  #health: HealthMonitor | undefined;
  /** Aborts when somebody wants it to end. */
  #asked = new AbortController();
  #process: GuestProcess | undefined;
  #published: readonly PublishedPort[] = [];
  #over: Promise<void> = Promise.resolve();
  readonly #letGo: () => void;
  readonly #waiting: (() => void)[] = [];

  constructor(parts: ContainerParts, { spec, image, name, privileged = false }: ContainerOrigin) {
    this.#parts = parts;
    this.definition = new ContainerDefinition(spec, image, this.id);
    this.privileged = privileged;
    this.#name = name;
    for (const volume of this.definition.volumes) parts.volumes.mount(volume, this, spec.owner);
    this.#letGo = parts.machine.hold();
    this.#tell('created');
  }

  get name(): string {
    return this.#name;
  }

  /** Its name from now on, for name service too. */
  rename(name: string): void {
    this.#parts.networks.rename(this.id, name);
    this.#name = name;
    this.#tell('renamed');
  }

  get state(): ContainerState {
    return this.#state;
  }

  /** Whether its processes are there. */
  get alive(): boolean {
    return this.#state === 'running' || this.#state === 'paused';
  }

  /** Whether they are there, or soon will be again. */
  get active(): boolean {
    return this.alive || this.#state === 'restarting';
  }

  /** Starts its first process. Resolves when it runs. */
  async start(): Promise<void> {
    if (this.active) return;
    this.#asked = new AbortController();
    let running!: () => void;
    let failed!: (reason: unknown) => void;
    const started = new Promise<void>((resolve, reject) => {
      running = resolve;
      failed = reject;
    });
    this.#over = this.#live(running).catch((thrown: unknown) => {
      failed(thrown);
    });
    try {
      await started;
    } catch (thrown) {
      throw startFailure(this.#name, thrown);
    }
  }

  /** Resolves when its first process has ended for good, at once when it does not run. */
  async wait(): Promise<number> {
    await this.#over;
    return this.#end?.code ?? 0;
  }

  /** It is not started again by itself. */
  askToEnd(): void {
    this.#asked.abort();
  }

  /** Sends a signal to its first process. */
  signal(name: string): Promise<void> {
    const number = signalOf(name);
    if (number === 9) return this.#placement.current?.kill() ?? Promise.resolve();
    this.#process?.signal(number);
    return Promise.resolve();
  }

  async freeze(frozen: boolean): Promise<void> {
    await this.#placement.current?.freeze(frozen);
    this.#settle(frozen ? 'paused' : 'running');
    this.#tell(frozen ? 'paused' : 'unpaused');
  }

  /** Joins its first process; see `EngineContainers.attach`. */
  attach(): Session {
    const reader = this.output.read();
    return new GuestSession({
      output: reader,
      process: () => this.#process,
      exit: this.#ended().then(() => this.#end?.code ?? null),
      tty: this.definition.spec.tty ?? false,
      close: () => {
        this.output.leave(reader);
      },
    });
  }

  /** Runs a further process in it. */
  exec(spec: ExecSpec): Promise<Session> {
    return execIn(this.#placement.current!, this.definition, spec);
  }

  /** What the kernel knows of it; undefined while nothing of it is in the guest. */
  async inspectGuest(): Promise<GuestInspection | undefined> {
    const guest = this.#placement.current;
    return guest && this.#parts.machine.use(() => guest.inspect());
  }

  /** Does something with what it is in the guest, where it is put if it was not started yet. */
  async inGuest<T>(work: (container: GuestContainer) => Promise<T>): Promise<T> {
    return this.#parts.machine.use(async (guest) => work(await this.#placement.in(guest)));
  }

  /** Gives a container that is in the guest the networks it was put on since. */
  async joinNetworks(): Promise<void> {
    const inGuest = this.#placement.current;
    if (inGuest) await this.#parts.machine.use((guest) => this.#parts.networks.plug(guest, inGuest, this.id));
  }

  /** Takes it off a network that it was on. */
  async leaveNetwork(network: string): Promise<void> {
    const inGuest = this.#placement.current;
    const leave = () => this.#parts.networks.leave(network, this.id, inGuest);
    await (inGuest ? this.#parts.machine.use(leave) : leave());
  }

  /** Ends and removes it. */
  async remove(): Promise<void> {
    this.#state = 'removing';
    this.askToEnd();
    const guest = this.#placement.current;
    try {
      if (guest) await this.#parts.machine.use(() => guest.remove());
    } catch (thrown) {
      if (!(thrown instanceof GuestLost) && !(thrown instanceof GuestError)) throw thrown; // gone with the machine
    }
    this.#placement.forget();
    await this.#over;
    this.#parts.networks.forget(this.id);
    await this.#parts.volumes.unmount(this.id, this.definition.unnamedVolumes);
    this.#letGo();
    this.#tell('removed');
  }

  summary(): ContainerSummary {
    return toSummary(this.definition, this.#standing());
  }

  details(): ContainerDetails {
    return toDetails(this.definition, this.#standing());
  }

  #standing(): Standing {
    return {
      id: this.id,
      name: this.#name,
      created: this.created,
      state: this.#state,
      startedAt: this.#startedAt,
      finishedAt: this.#finishedAt,
      end: this.#end,
      error: this.#error,
      published: this.#published,
      attachments: this.#parts.networks.attachmentsOf(this.id),
      health: this.#health,
    };
  }

  /** Its runs, one after another as its restart policy has it. Rejects when the first cannot begin. */
  async #live(running: () => void): Promise<void> {
    const restarts = new Restarts(this.definition.spec.restart ?? { policy: 'no' });
    for (let first = true; ; first = false) {
      const begun = performance.now();
      try {
        await this.#run(running);
      } catch (thrown) {
        if (first || thrown instanceof GuestLost) throw thrown;
      }
      if (this.#state === 'removing') return;
      const ranMs = performance.now() - begun;
      const wait = restarts.after({ code: this.#end?.code ?? 1, ranMs, asked: this.#asked.signal.aborted });
      if (wait === undefined || this.#state === 'dead') return;
      this.#state = 'restarting';
      await delay(wait, undefined, { signal: this.#asked.signal }).catch(() => undefined); // asked to end
      if (!this.#asked.signal.aborted) continue;
      this.#settle('exited');
      return;
    }
  }

  async #run(running: () => void): Promise<void> {
    await this.#parts.machine.use(async (guest) => {
      let withdraw: (() => Promise<void>) | undefined;
      try {
        const placed = await this.#placement.in(guest);
        const { ports, end } = await publish(guest, this.#parts.networks.addressOf(this.id), this.definition);
        withdraw = end;
        this.#process = await placed.start(this.definition.process, (stream, bytes) =>
          this.output.push(stream, bytes),
        );
        this.#published = ports;
        this.#state = 'running';
        this.#error = '';
        this.#startedAt = new Date().toISOString();
        this.#tell('started');
        this.#health = this.#watchHealth(placed);
        running();
        this.#finish(await this.#process.ended);
      } catch (thrown) {
        this.#error = thrown instanceof Error ? thrown.message : String(thrown);
        if (thrown instanceof GuestLost) this.#placement.forget();
        this.#finish(null);
        throw thrown;
      } finally {
        this.#published = [];
        await withdraw?.();
      }
    });
  }

  #finish(end: ProcessEnd | null): void {
    this.#end = end;
    this.#process = undefined;
    this.#health?.stop();
    this.#settle(end ? 'exited' : 'dead');
    this.#finishedAt = new Date().toISOString();
    this.output.end();
    if (end?.outOfMemory) this.#tell('out-of-memory');
    this.#tell('exited', { exitCode: end?.code ?? 1 });
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Its state from now on, unless it is being removed. */
  #settle(state: ContainerState): void {
    if (this.#state !== 'removing') this.#state = state;
  }

  #tell(action: EngineAction, more: Pick<Happening, 'exitCode' | 'health'> = {}): void {
    const subject = 'container';
    this.#parts.tell({ subject, action, id: this.id, name: this.#name, ours: true, ...more });
  }

  #watchHealth(guest: GuestContainer): HealthMonitor | undefined {
    const { healthcheck: check, shell } = this.definition;
    if (!isChecked(check)) return undefined;
    const probe: Probe = (test, timeoutMs) =>
      probeIn(guest, this.definition, commandOf(test, shell), timeoutMs);
    return new HealthMonitor(check, probe, (health) => {
      if (health !== 'none') this.#tell('health', { health });
    });
  }

  /** The end of the run that comes next, or that goes on. */
  #ended(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
