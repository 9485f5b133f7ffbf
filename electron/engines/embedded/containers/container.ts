import { randomBytes } from 'node:crypto';
import type {
  ContainerDetails,
  ContainerSpec,
  ContainerState,
  ContainerSummary,
  ExecSpec,
} from '../../../shared/engine/container';
import { DrydockError } from '../../../shared/errors';
import { OURS_LABEL } from '../../engine';
import type { Session } from '../../session';
import type { RunParts } from '../builder/run-step';
import { mountLayers } from '../builder/run-step';
import { withVariable } from '../builder/image-state';
import type { GuestProcess, OutputListener, ProcessEnd } from '../guest';
import type { GuestMount, ProcessSpec } from '../guest-container';
import { GuestContainer } from '../guest-container';
import { ERRNO, GuestError, GuestLost } from '../guest-error';
import { nameServiceMounts } from '../name-service';
import type { StoredImage } from '../store/images';
import { ContainerOutput } from './output';
import { GuestSession } from './session';
import { signalNumber } from './signals';

const TERMINAL = { rows: 24, cols: 80 };

/** A container of the embedded engine, from its making to its removal. It lives as long as the machine does. */
export class EmbeddedContainer {
  readonly id = randomBytes(32).toString('hex');
  readonly created = new Date().toISOString();
  readonly output = new ContainerOutput();
  readonly spec: ContainerSpec;
  readonly image: StoredImage;
  name: string;
  #parts: RunParts;
  #state: ContainerState = 'created';
  #startedAt: string | null = null;
  #finishedAt: string | null = null;
  #end: ProcessEnd | null = null;
  #error = '';
  #guest: GuestContainer | undefined;
  #process: GuestProcess | undefined;
  #over: Promise<void> = Promise.resolve();
  readonly #letGo: () => void;
  readonly #waiting: (() => void)[] = [];

  constructor(parts: RunParts, spec: ContainerSpec, image: StoredImage, name: string) {
    this.#parts = parts;
    this.spec = spec;
    this.image = image;
    this.name = name;
    this.#letGo = parts.machine.hold();
  }

  get state(): ContainerState {
    return this.#state;
  }

  /** Whether its processes are there. */
  get alive(): boolean {
    return this.#state === 'running' || this.#state === 'paused';
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
      tty: this.spec.tty ?? false,
      close: () => {
        this.output.leave(reader);
      },
    });
  }

  /** Runs a further process in it. */
  async exec(spec: ExecSpec): Promise<Session> {
    const output = new ContainerOutput();
    const reader = output.read();
    const { user, workingDir } = this.#settings();
    const listener: OutputListener = (stream, bytes) => output.push(stream, bytes);
    const process: ProcessSpec = {
      arguments: spec.command,
      env: Object.entries(spec.env ?? {}).reduce(
        (all, [name, value]) => withVariable(all, name, value),
        this.#env(),
      ),
      cwd: spec.workingDir ?? workingDir,
      user: spec.user ?? user,
      stdin: spec.stdin ?? false,
      ...(spec.tty && { tty: TERMINAL }),
    };
    const close = () => {
      output.end();
    };
    try {
      const started = await this.#guest!.start(process, listener, true);
      const exit = started.ended.then(
        ({ code }) => code,
        () => null,
      );
      void exit.then(close);
      return new GuestSession({
        output: reader,
        process: () => started,
        exit,
        tty: spec.tty ?? false,
        close,
      });
    } catch (thrown) {
      if (!(thrown instanceof GuestError)) throw thrown;
      // As in a shell: what cannot be executed ends with 126 or 127 and a word about it.
      void output.push('stderr', new TextEncoder().encode(`${thrown.message}\n`));
      output.end();
      const code = thrown.errno === ERRNO.notFound ? 127 : 126;
      return new GuestSession({
        output: reader,
        process: () => undefined,
        exit: Promise.resolve(code),
        tty: false,
        close,
      });
    }
  }

  /** What the kernel knows of it; undefined while nothing of it is in the guest. */
  inspectGuest(): ReturnType<GuestContainer['inspect']> | undefined {
    return this.#guest?.inspect();
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
    this.#letGo();
  }

  summary(): ContainerSummary {
    return {
      id: this.id,
      name: this.name,
      image: this.spec.image,
      imageId: this.image.id,
      command: this.#command().join(' '),
      created: this.created,
      state: this.#state,
      health: 'none',
      ports: [],
      labels: this.#labels(),
      networks: [],
      ours: true,
    };
  }

  details(): ContainerDetails {
    const { user, workingDir } = this.#settings();
    const env = this.#env().map((line) => [
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
      tty: this.spec.tty ?? false,
      stdin: this.spec.stdin ?? false,
      user,
      workingDir,
      hostname: this.#hostname(),
      env: Object.fromEntries(env) as Record<string, string>,
      entrypoint: this.spec.entrypoint ?? this.image.config.config?.Entrypoint ?? null,
      arguments: this.spec.arguments ?? this.image.config.config?.Cmd ?? null,
      mounts: this.spec.mounts ?? [],
      limits: this.spec.limits ?? {},
      restart: this.spec.restart ?? { policy: 'no' },
      attachments: [],
      healthLog: [],
    };
  }

  async #live(running: () => void): Promise<void> {
    await this.#parts.machine.use(async (guest) => {
      try {
        this.#guest ??= await this.#make(guest);
        const { user, workingDir } = this.#settings();
        this.#process = await this.#guest.start(
          {
            arguments: this.#command(),
            env: this.#env(),
            cwd: workingDir,
            user,
            stdin: this.spec.stdin ?? false,
            ...(this.spec.tty && { tty: TERMINAL }),
          },
          (stream, bytes) => this.output.push(stream, bytes),
        );
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

  async #make(guest: Parameters<Parameters<RunParts['machine']['use']>[0]>[0]): Promise<GuestContainer> {
    const { limits = {}, mounts = [], readOnlyRoot } = this.spec;
    const hostname = this.#hostname();
    return GuestContainer.create(guest, {
      layers: await mountLayers(guest, this.#parts, this.image.config.rootfs.diff_ids),
      hostname,
      mounts: [...nameServiceMounts(hostname, [`127.0.1.1\t${hostname}`]), ...mounts.flatMap(toGuestMount)],
      ...(limits.memoryBytes !== undefined && { memory: limits.memoryBytes }),
      ...(limits.processes !== undefined && { processes: limits.processes }),
      ...(limits.cpus !== undefined && { cpu: Math.round(limits.cpus * 1000) }),
      ...(readOnlyRoot && { readonly: true }),
    });
  }

  #explain(thrown: unknown): DrydockError {
    if (thrown instanceof GuestError) {
      return new DrydockError(
        {
          kind: 'engine-failed',
          message: `The container ${this.name} cannot be started: ${thrown.message}.`,
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

  #hostname(): string {
    return this.spec.hostname ?? this.id.slice(0, 12);
  }

  #labels(): Readonly<Record<string, string>> {
    return { ...this.image.config.config?.Labels, ...this.spec.labels, [OURS_LABEL]: this.spec.owner };
  }

  #settings(): { readonly user: string; readonly workingDir: string } {
    const config = this.image.config.config ?? {};
    return {
      user: this.spec.user ?? config.User ?? '',
      workingDir: this.spec.workingDir ?? (config.WorkingDir || '/'),
    };
  }

  #command(): string[] {
    const config = this.image.config.config ?? {};
    const entrypoint = this.spec.entrypoint ?? config.Entrypoint ?? [];
    if (this.spec.arguments && this.spec.arguments.length > 0) return [...entrypoint, ...this.spec.arguments];
    // A new entrypoint, an empty one too, takes the image's CMD away, as Docker has it.
    return this.spec.entrypoint ? [...entrypoint] : [...entrypoint, ...(config.Cmd ?? [])];
  }

  #env(): string[] {
    const base = [...(this.image.config.config?.Env ?? [])];
    const own = { HOSTNAME: this.#hostname(), ...(this.spec.tty && { TERM: 'xterm' }), ...this.spec.env };
    return Object.entries(own).reduce((all, [name, value]) => withVariable(all, name, value), base);
  }
}

function toGuestMount(mount: NonNullable<ContainerSpec['mounts']>[number]): GuestMount[] {
  switch (mount.type) {
    case 'tmpfs':
      return [
        {
          kind: 'tmpfs',
          target: mount.target,
          ...(mount.sizeBytes !== undefined && { size: mount.sizeBytes }),
        },
      ];
    case 'volume':
      return [
        {
          kind: 'bind',
          source: `/data/volumes/${mount.source}`,
          target: mount.target,
          readonly: mount.readOnly,
        },
      ];
    case 'bind':
      return []; // refused before: the guest does not see the computer's files
  }
}
