import type { ContainerMount, ContainerSpec } from '../shared/engine/container';
import type { Engine } from '../engines/engine';
import { onAbort } from '../on-abort';
import { CappedOutput } from './capped-output';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson } from './context';
import { assertOutlives } from './detached';
import type { EngineOption } from './images';
import { misuse, parseMount, parsePort, parseSize, splitVariable } from './run-options';
import { joinSession } from './terminal';

/** Options of `drydock run`, as the command line reads them; they mean what they mean to Docker's command. */
export interface RunCommandOptions extends EngineOption {
  readonly interactive?: boolean;
  readonly tty?: boolean;
  readonly rm?: boolean;
  readonly detach?: boolean;
  readonly publish: readonly string[];
  readonly volume: readonly string[];
  readonly env: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly name?: string;
  readonly entrypoint?: string;
  readonly memory?: string;
  readonly cpus?: string;
  readonly network?: string;
  /** Seconds; without it there is no limit. */
  readonly timeout?: string;
}

/** `drydock run REF [ARGS...]`: ends with the container's own exit code; with `-d`, prints the container's id. */
export async function runCommand(
  context: CliContext,
  image: string,
  args: readonly string[],
  options: RunCommandOptions,
): Promise<ExitCode> {
  const timeoutMs = parseTimeout(options.timeout);
  const spec = toSpec(image, args, options);
  const engine = await context.engines.select(options.engine);
  if (options.detach) await assertOutlives(engine);
  const container = await engine.containers.create(spec);
  if (options.detach) {
    await orRemove(engine, container, () => engine.containers.start(container));
    if (options.json) writeJson(context, { container });
    else context.out(`${container}\n`);
    return EXIT.ok;
  }
  const started = performance.now();
  const output = new CappedOutput();
  const session = await orRemove(engine, container, () => engine.containers.attach(container));
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    void engine.containers.kill(container).catch(() => undefined); // it may have ended just now
  };
  let timer: NodeJS.Timeout | undefined;
  let release = (): void => undefined;
  try {
    await orRemove(engine, container, () => engine.containers.start(container));
    if (timeoutMs !== undefined) timer = setTimeout(stop, timeoutMs);
    release = onAbort(context.signal, stop);
    const streams = options.json ? { ...context, out: output.out, err: output.err } : context;
    const exitCode = await joinSession(streams, session, options);
    if (options.json) {
      const ms = Math.round(performance.now() - started);
      writeJson(context, { exitCode: stopped ? null : exitCode, ...output.texts, ms });
    } else if (stopped && !context.signal.aborted) {
      context.err(`drydock: the container was stopped after ${options.timeout} seconds.\n`);
    }
    return stopped ? EXIT.negative : (exitCode ?? EXIT.negative);
  } finally {
    clearTimeout(timer);
    release();
    session.close();
    if (options.rm) await engine.containers.remove(container, { force: true }).catch(() => undefined); // gone already
  }
}

/** Brings a container to its start. One that never gets there is of no use to anybody, and is removed. */
async function orRemove<T>(engine: Engine, container: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await engine.containers.remove(container, { force: true }).catch(() => undefined); // the first error is told
    throw thrown;
  }
}

function toSpec(image: string, args: readonly string[], options: RunCommandOptions): ContainerSpec {
  const cpus = options.cpus === undefined ? undefined : Number(options.cpus);
  if (cpus !== undefined && !(cpus > 0))
    throw misuse(`"${options.cpus}" is no number of CPUs.`, 'Write 0.5.');
  const mounts: ContainerMount[] = options.volume.map(parseMount);
  return {
    image,
    owner: 'cli',
    arguments: args,
    env: Object.fromEntries(options.env.map(splitVariable)),
    ports: options.publish.map(parsePort),
    mounts,
    tty: options.tty ?? false,
    stdin: options.interactive ?? false,
    ...(options.workdir !== undefined && { workingDir: options.workdir }),
    ...(options.user !== undefined && { user: options.user }),
    ...(options.name !== undefined && { name: options.name }),
    ...(options.entrypoint !== undefined && {
      entrypoint: options.entrypoint === '' ? [] : [options.entrypoint],
    }),
    ...(options.network !== undefined && { network: options.network }),
    ...(options.detach && options.rm && { autoRemove: true }),
    limits: {
      ...(options.memory !== undefined && { memoryBytes: parseSize(options.memory) }),
      ...(cpus !== undefined && { cpus }),
    },
  };
}

function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (Number(text) > 0) return Number(text) * 1000;
  throw misuse(`"${text}" is no time limit.`, 'Give --timeout in seconds, like 60.');
}
