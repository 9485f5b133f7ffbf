import { basename, dirname, resolve } from 'node:path';
import type { ComposeRun, LoadedProject } from '../compose';
import {
  assertSound,
  down,
  listProject,
  loadProject,
  markOf,
  projectLogs,
  restart,
  stopAll,
  TRUSTED,
  up,
} from '../compose';
import type { ComposeEvent } from '../shared/compose';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson, writeTable } from './context';
import { assertOutlives, outlives } from './detached';
import type { EngineOption } from './images';

/** Options that every `drydock compose` command has. */
export interface ComposeOption extends EngineOption {
  readonly file?: string;
  readonly projectName?: string;
  readonly profile: readonly string[];
}

/** Value of the label on what the command line makes. */
const OWNER = 'cli';

/** Options of `drydock compose up`. */
export interface ComposeUpOptions extends ComposeOption {
  readonly detach?: boolean;
  readonly build?: boolean;
  readonly wait?: boolean;
  readonly forceRecreate?: boolean;
}

/**
 * `drydock compose up`: with `-d` or `--wait` it ends when everything is up; else it shows the logs until Ctrl+C, which
 * stops the services, as Docker's command does.
 */
export async function composeUpCommand(
  context: CliContext,
  services: readonly string[],
  options: ComposeUpOptions,
): Promise<ExitCode> {
  const run = await open(context, options);
  if (options.detach) await assertOutlives(run.engine);
  await up(run, {
    services,
    profiles: options.profile,
    build: options.build ?? false,
    wait: options.wait ?? false,
    recreate: options.forceRecreate ?? false,
  });
  if (options.detach || options.wait) return EXIT.ok;
  // Nobody else could list them while they run.
  if (!options.json && !(await outlives(run.engine)))
    await writeContainers({ ...context, out: context.err }, run);
  await showLogs(context, run, services, { follow: true, tail: 'all' }, options);
  await stopAll({ ...run, signal: new AbortController().signal });
  return EXIT.ok;
}

/** `drydock compose down`. */
export async function composeDownCommand(
  context: CliContext,
  options: ComposeOption & { readonly volumes?: boolean },
): Promise<ExitCode> {
  await down(await open(context, options), { volumes: options.volumes ?? false });
  return EXIT.ok;
}

/** `drydock compose restart SERVICE...`. */
export async function composeRestartCommand(
  context: CliContext,
  services: readonly string[],
  options: ComposeOption,
): Promise<ExitCode> {
  const run = await open(context, options);
  for (const service of services) await restart(run, service);
  return EXIT.ok;
}

/** `drydock compose ps`. */
export async function composePsCommand(context: CliContext, options: ComposeOption): Promise<ExitCode> {
  const run = await open(context, options);
  await tellOfOthers(context, run);
  if (options.json) writeJson(context, await listProject(run.engine, markOf(run), run.loaded.project));
  else await writeContainers(context, run);
  return EXIT.ok;
}

/** What another command has started is not to be seen everywhere, and an empty answer would say that there is nothing. */
async function tellOfOthers({ err }: CliContext, { engine }: ComposeRun): Promise<void> {
  if (await outlives(engine)) return;
  err(
    'drydock: the embedded engine has only what this command started itself: see what "compose up" writes.\n',
  );
}

async function writeContainers(context: CliContext, run: ComposeRun): Promise<void> {
  const containers = await listProject(run.engine, markOf(run), run.loaded.project);
  const rows = containers.map(({ name, service, state, health, exitCode, ports }) => [
    name,
    service,
    `${state}${exitCode === null ? '' : ` (${exitCode})`}${health === 'none' ? '' : `, ${health}`}`,
    ports
      .flatMap(({ hostPort, hostAddress, containerPort, protocol }) =>
        hostPort === undefined ? [] : [`${hostAddress}:${hostPort}->${containerPort}/${protocol}`],
      )
      .join(', '),
  ]);
  writeTable(context, ['NAME', 'SERVICE', 'STATE', 'PORTS'], rows);
}

/** Which part of the logs is wanted. */
interface LogOptions {
  readonly follow?: boolean;
  readonly timestamps?: boolean;
  readonly tail?: string;
}

/** `drydock compose logs [SERVICE...]`. */
export async function composeLogsCommand(
  context: CliContext,
  services: readonly string[],
  options: ComposeOption & LogOptions,
): Promise<ExitCode> {
  const run = await open(context, options);
  await tellOfOthers(context, run);
  await showLogs(context, run, services, options, options);
  return EXIT.ok;
}

/** Writes the logs with the service's name before each line. Ctrl+C ends following, and is no failure. */
async function showLogs(
  context: CliContext,
  run: ComposeRun,
  services: readonly string[],
  { follow = false, timestamps = false, tail = 'all' }: LogOptions,
  { json }: ComposeOption,
): Promise<void> {
  const width = Math.max(...run.loaded.project.services.map(({ name }) => name.length), 0);
  const lines = projectLogs(run.engine, markOf(run), services.length > 0 ? services : null, {
    follow,
    timestamps,
    ...(/^\d+$/.test(tail) && { tail: Number(tail) }),
    signal: context.signal,
  });
  try {
    for await (const line of lines) {
      if (json) writeLine(context, line);
      else context.out(`${line.service.padEnd(width)} | ${line.time ? `${line.time} ` : ''}${line.text}\n`);
    }
  } catch (thrown) {
    if (!context.signal.aborted) throw thrown;
  }
}

function writeLine({ out }: Pick<CliContext, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value)}\n`);
}

/** `drydock compose config`: whether the file can be understood, and what is wrong with it. */
export async function composeConfigCommand(context: CliContext, options: ComposeOption): Promise<ExitCode> {
  const { loaded } = await load(options);
  if (options.json) writeJson(context, { name: loaded.name, ...loaded.project, problems: loaded.problems });
  else {
    for (const { severity, file, line, message } of loaded.problems) {
      context.out(`${file}:${line ?? 1}: ${severity}: ${message}\n`);
    }
    const { services } = loaded.project;
    context.out(`${loaded.name}: ${services.length} ${services.length === 1 ? 'service' : 'services'}\n`);
  }
  return loaded.problems.some(({ severity }) => severity === 'error') ? EXIT.negative : EXIT.ok;
}

async function load(options: ComposeOption): Promise<{ readonly loaded: LoadedProject }> {
  const path = options.file === undefined ? undefined : resolve(options.file);
  const loaded = await loadProject({
    folder: path === undefined ? process.cwd() : dirname(path),
    policy: TRUSTED,
    environment: process.env,
    ...(path !== undefined && { file: basename(path) }),
    ...(options.projectName !== undefined && { name: options.projectName }),
  });
  return { loaded };
}

async function open(context: CliContext, options: ComposeOption): Promise<ComposeRun> {
  const { loaded } = await load(options);
  assertSound(loaded);
  return {
    engine: await context.engines.select(options.engine),
    loaded,
    owner: OWNER,
    signal: context.signal,
    onEvent: (event) => {
      if (options.json) writeLine(context, event);
      else context.err(describe(event));
    },
  };
}

/** One line for an event; the lines of a build are indented below its service. */
function describe(event: ComposeEvent): string {
  switch (event.type) {
    case 'warning':
      return `drydock: ${event.line === undefined ? '' : `line ${event.line}: `}${event.message}\n`;
    case 'build':
      return event.event.type === 'log' ? event.event.text.replace(/^(?=.)/gm, `  ${event.service} | `) : '';
    case 'step': {
      const { subject, step, message } = event;
      return `${subject.kind} ${subject.name}: ${step}${message ? ` — ${message}` : ''}\n`;
    }
  }
}
