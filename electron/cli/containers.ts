import type { Engine } from '../engines/engine';
import type { PublishedPort } from '../shared/engine/container';
import { onAbort } from '../on-abort';
import { CappedOutput } from './capped-output';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson, writeTable } from './context';
import type { EngineOption } from './images';
import { splitVariable } from './run-options';
import { joinSession } from './terminal';

/** `drydock ps [-a]`: the containers that Drydock made. */
export async function psCommand(
  context: CliContext,
  options: EngineOption & { readonly all?: boolean },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const containers = await engine.containers.list({ all: options.all ?? false, ours: true });
  if (options.json) writeJson(context, containers);
  else {
    const rows = containers.map((container) => [
      container.id.slice(0, 12),
      container.name,
      container.image,
      container.health === 'none' ? container.state : `${container.state} (${container.health})`,
      container.ports.map(portInWords).join(', '),
      container.command,
    ]);
    writeTable(context, ['ID', 'NAME', 'IMAGE', 'STATE', 'PORTS', 'COMMAND'], rows);
  }
  return EXIT.ok;
}

/** `drydock logs [-f] [-t] [--tail N] CONTAINER`; with `--json`, one line of JSON a line. */
export async function logsCommand(
  context: CliContext,
  container: string,
  options: EngineOption & {
    readonly follow?: boolean;
    readonly timestamps?: boolean;
    readonly tail?: string;
  },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const lines = engine.containers.logs(container, {
    follow: options.follow ?? false,
    timestamps: options.timestamps ?? false,
    ...(options.tail !== undefined && { tail: Number(options.tail) }),
    signal: context.signal,
  });
  for await (const line of lines) {
    const text = line.time === undefined ? line.text : `${line.time} ${line.text}`;
    if (options.json) context.out(`${JSON.stringify(line)}\n`);
    else (line.stream === 'stdout' ? context.out : context.err)(`${text}\n`);
  }
  return EXIT.ok;
}

/** Options of `drydock exec`. */
export interface ExecCommandOptions extends EngineOption {
  readonly interactive?: boolean;
  readonly tty?: boolean;
  readonly env: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
}

/** `drydock exec CONTAINER CMD...`: ends with the command's own exit code. */
export async function execCommand(
  context: CliContext,
  container: string,
  command: readonly string[],
  options: ExecCommandOptions,
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const session = await engine.containers.exec(container, {
    command,
    env: Object.fromEntries(options.env.map(splitVariable)),
    tty: options.tty ?? false,
    stdin: options.interactive ?? false,
    ...(options.workdir !== undefined && { workingDir: options.workdir }),
    ...(options.user !== undefined && { user: options.user }),
  });
  const close = () => session.close();
  const release = onAbort(context.signal, close);
  const output = new CappedOutput();
  const streams = options.json ? { ...context, out: output.out, err: output.err } : context;
  try {
    const exitCode = await joinSession(streams, session, options);
    if (options.json) writeJson(context, { exitCode, ...output.texts });
    return exitCode ?? EXIT.negative;
  } finally {
    release();
    session.close();
  }
}

/** `drydock stop CONTAINER...` and `drydock rm [-f] CONTAINER...`: what was done, one name a line. */
export async function eachContainer(
  context: CliContext,
  containers: readonly string[],
  options: EngineOption,
  doing: (engine: Engine, container: string) => Promise<void>,
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  for (const container of containers) {
    await doing(engine, container);
    if (!options.json) context.out(`${container}\n`);
  }
  if (options.json) writeJson(context, { containers });
  return EXIT.ok;
}

function portInWords({ hostAddress, hostPort, containerPort, protocol }: PublishedPort): string {
  const inside = `${containerPort}/${protocol}`;
  return hostPort === undefined ? inside : `${hostAddress ?? ''}:${hostPort}->${inside}`;
}
