import { randomBytes } from 'node:crypto';
import type {
  ContainerDetails,
  ContainerSpec,
  ContainerState,
  ContainerSummary,
  ExecSpec,
  PublishedPort,
} from '../../../shared/engine/container';
import { DrydockError } from '../../../shared/errors';
import type { Session } from '../../session';
import type { RunParts } from '../builder/run-step';
import { mountLayers } from '../builder/run-step';
import type { Guest } from '../guest';
import type { GuestProcess, ProcessEnd } from '../guest-processes';
import type { GuestInspection } from '../guest-container';
import { GuestContainer } from '../guest-container';
import { GuestError, GuestLost } from '../guest-error';
import type { Networks } from '../networks/networks';
import { nameServiceMounts } from '../name-service';
import type { StoredImage } from '../store/images';
import type { EmbeddedVolumes } from '../volumes';
import { ContainerDefinition } from './definition';
import { execIn } from './exec';
import { ContainerOutput } from './output';
import { publish } from './publish';
import { GuestSession } from './session';
import { signalNumber } from './signals';

/** What a container needs of the engine. */
export interface ContainerParts extends RunParts {
  readonly networks: Networks;
  readonly volumes: EmbeddedVolumes;
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
  #guest: GuestContainer | undefined;
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
  }

  get name(): string {
    return this.#name;
  }

  /** Its name from now on, for name service too. */
  rename(name: string): void {
    this.#parts.networks.rename(this.id, name);
    this.#name = name;
  }

  get state(): ContainerState {
    return this.#state;
  }

  /** Whether its processes are there. */
  get alive(): boolean {
    return this.#state === 'running' || this.#state === 'paused';
  }

  /** What it is in the guest; undefined until its first start, and after the machine was lost. */
  get guest(): GuestContainer | undefined {
    return this.#guest;
  }

  /** Starts its first process. Resolves when it runs. */
  async start(): Promise<void> {
    if (this.alive) return;
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
      throw this.#explain(thrown);
    }
  }

  /** Resolves when its first process has ended, at once when it does not run. */
  async wait(): Promise<number> {
    await this.#over;
    return this.#end?.code ?? 0;
  }

  /** Sends a signal to its first process. */
  signal(name: string): Promise<void> {
    const number = signalNumber(name);
    if (number === undefined) {
      throw new DrydockError({
        kind: 'invalid-input',
        message: `"${name}" is no signal.`,
        remedy: 'Use a name such as SIGTERM.',
      });
    }
    if (number === 9) return this.#guest?.kill() ?? Promise.resolve();
    this.#process?.signal(number);
    return Promise.resolve();
  }

  async freeze(frozen: boolean): Promise<void> {
    await this.#guest?.freeze(frozen);
    this.#state = frozen ? 'paused' : 'running';
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
    return execIn(this.#guest!, this.definition, spec);
  }

  /** What the kernel knows of it; undefined while nothing of it is in the guest. */
  async inspectGuest(): Promise<GuestInspection | undefined> {
    const guest = this.#guest;
    return guest && this.#parts.machine.use(() => guest.inspect());
  }

  /** Gives a container that is in the guest the networks it was put on since. */
  async joinNetworks(): Promise<void> {
    const inGuest = this.#guest;
    if (inGuest) await this.#parts.machine.use((guest) => this.#parts.networks.plug(guest, inGuest, this.id));
  }

  /** Takes it off a network that it was on. */
  async leaveNetwork(network: string): Promise<void> {
    const inGuest = this.#guest;
    const leave = () => this.#parts.networks.leave(network, this.id, inGuest);
    await (inGuest ? this.#parts.machine.use(leave) : leave());
  }

  /** Ends and removes it. */
  async remove(): Promise<void> {
    this.#state = 'removing';
    const guest = this.#guest;
    try {
      if (guest) await this.#parts.machine.use(() => guest.remove());
    } catch (thrown) {
      if (!(thrown instanceof GuestLost) && !(thrown instanceof GuestError)) throw thrown; // gone with the machine
    }
    this.#guest = undefined;
    await this.#over;
    this.#parts.networks.forget(this.id);
    await this.#parts.volumes.unmount(this.id, this.definition.unnamedVolumes);
    this.#letGo();
  }

  summary(): ContainerSummary {
    const { spec, image, command, labels } = this.definition;
    return {
      id: this.id,
      name: this.#name,
      image: spec.image,
      imageId: image.id,
      command: command.join(' '),
      created: this.created,
      state: this.#state,
      health: 'none',
      ports: this.#published,
      labels,
      networks: this.#parts.networks.attachmentsOf(this.id).map(({ network }) => network),
      ours: true,
    };
  }

  details(): ContainerDetails {
    const { spec, env, user, workingDir, hostname, entrypoint, mounts, arguments: args } = this.definition;
    const variables = env.map((line) => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]);
    return {
      ...this.summary(),
      startedAt: this.#startedAt,
      finishedAt: this.#finishedAt,
      exitCode: this.alive ? null : (this.#end?.code ?? null),
      outOfMemory: this.#end?.outOfMemory ?? false,
      error: this.#error,
      pid: null,
      tty: spec.tty ?? false,
      stdin: spec.stdin ?? false,
      user,
      workingDir,
      hostname,
      env: Object.fromEntries(variables) as Record<string, string>,
      entrypoint,
      arguments: args,
      mounts,
      limits: spec.limits ?? {},
      restart: spec.restart ?? { policy: 'no' },
      attachments: this.#parts.networks.attachmentsOf(this.id),
      healthLog: [],
    };
  }

  async #live(running: () => void): Promise<void> {
    await this.#parts.machine.use(async (guest) => {
      let withdraw: (() => Promise<void>) | undefined;
      try {
        this.#guest ??= await this.#make(guest);
        const { ports, end } = await publish(guest, this.#parts.networks.addressOf(this.id), this.definition);
        withdraw = end;
        this.#process = await this.#guest.start(this.definition.process, (stream, bytes) =>
          this.output.push(stream, bytes),
        );
        this.#published = ports;
        this.#state = 'running';
        this.#error = '';
        this.#startedAt = new Date().toISOString();
        running();
        this.#finish(await this.#process.ended);
      } catch (thrown) {
        this.#error = thrown instanceof Error ? thrown.message : String(thrown);
        if (thrown instanceof GuestLost) this.#guest = undefined;
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
    if (this.#state !== 'removing') this.#state = end ? 'exited' : 'dead';
    this.#finishedAt = new Date().toISOString();
    this.output.end();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The end of the run that comes next, or that goes on. */
  #ended(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  async #make(guest: Guest): Promise<GuestContainer> {
    const { definition, privileged } = this;
    const { hostname, spec, image, limits, guestMounts } = definition;
    const { networks } = this.#parts;
    const made = await GuestContainer.create(guest, {
      layers: await mountLayers(guest, this.#parts, image.config.rootfs.diff_ids),
      hostname,
      mounts: [
        ...nameServiceMounts(
          hostname,
          networks.attachmentsOf(this.id).flatMap(({ address }) => address ?? []),
        ),
        ...guestMounts,
      ],
      ...limits,
      ...(spec.readOnlyRoot && { readonly: true }),
      ...(privileged && { privileged }),
    });
    await networks.plug(guest, made, this.id);
    return made;
  }

  #explain(thrown: unknown): unknown {
    if (thrown instanceof DrydockError) return thrown;
    if (thrown instanceof GuestError) {
      return new DrydockError(
        {
          kind: 'engine-failed',
          message: `The container ${this.#name} cannot be started: ${thrown.message}.`,
          remedy: 'Check the command, the user and the working directory that the image or you ask for.',
        },
        { cause: thrown },
      );
    }
    return new DrydockError(
      {
        kind: 'engine-unavailable',
        message: thrown instanceof Error ? thrown.message : String(thrown),
        remedy: 'Try again: a new machine is started.',
      },
      { cause: thrown },
    );
  }
}
