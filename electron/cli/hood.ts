import type { ContainerHood } from '../shared/engine/hood';
import { hoodOf } from '../engines/hood';
import { onAbort } from '../on-abort';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson, writeTable } from './context';
import type { EngineOption } from './images';
import { joinSession } from './terminal';

/**
 * `drydock hood IMAGE [CMD...]`: runs a container and shows how the kernel holds it, then removes it. The containers
 * of the embedded engine live only as long as the program that made them, so this shows one of its own.
 */
export async function hoodCommand(
  context: CliContext,
  image: string,
  command: readonly string[],
  options: EngineOption,
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const hood = hoodOf(engine);
  const id = await engine.containers.create({
    image,
    owner: 'cli',
    arguments: command.length > 0 ? command : ['sleep', '60'],
  });
  try {
    await engine.containers.start(id);
    const found = await hood.inspect(id);
    if (options.json) writeJson(context, found);
    else show(context, found);
    return EXIT.ok;
  } finally {
    await engine.containers.remove(id, { force: true });
  }
}

/** `drydock playground [-c COMMAND]`: a shell with all privileges in the engine's own machine; its exit code. */
export async function playgroundCommand(
  context: CliContext,
  options: EngineOption & { readonly command?: string; readonly tty?: boolean },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const id = await hoodOf(engine).playground('cli');
  const interactive = options.command === undefined;
  const session = await engine.containers.exec(id, {
    command: options.command === undefined ? ['sh'] : ['sh', '-c', options.command],
    stdin: interactive,
    tty: interactive && (options.tty ?? false),
  });
  const close = () => session.close();
  const release = onAbort(context.signal, close);
  try {
    return (await joinSession(context, session, { interactive, tty: options.tty ?? false })) ?? EXIT.negative;
  } finally {
    release();
    session.close();
    await engine.containers.remove(id, { force: true });
  }
}

function show(context: CliContext, hood: ContainerHood): void {
  const section = (title: string) => context.out(`\n${title}\n`);
  context.out(`${hood.machine}\n`);
  section('Processes');
  writeTable(
    context,
    ['OUTSIDE', 'INSIDE', 'PARENT', 'UID', 'STATE', 'KB', 'COMMAND'],
    hood.processes.map(({ outside, inside, parent, uid, state, residentBytes, command }) => [
      ...[outside, inside, parent, uid].map(String),
      state,
      String(residentBytes / 1024),
      command,
    ]),
  );
  section('Namespaces');
  writeTable(
    context,
    ['KIND', 'CONTAINER', 'MACHINE'],
    hood.namespaces.map(({ kind, container, machine }) => [kind, container, machine]),
  );
  section('Control group');
  writeTable(
    context,
    ['FILE', 'VALUE'],
    hood.limits.map(({ file, value }) => [file, value]),
  );
  section('Overlay');
  const { lower, upper, work, merged } = hood.overlay;
  writeTable(
    context,
    ['PART', 'FOLDER', 'LAYER'],
    [
      ...lower.map(({ path, diffId }) => ['lower', path, diffId ?? '']),
      ['upper', upper, ''],
      ['work', work, ''],
      ['merged', merged, ''],
    ],
  );
  section('Mounts');
  writeTable(
    context,
    ['TARGET', 'TYPE', 'OPTIONS'],
    hood.mounts.map(({ target, type, options }) => [target, type, options.join(',')]),
  );
  if (!hood.security) return;
  const { capabilities, noNewPrivileges, seccomp } = hood.security;
  section('Security');
  context.out(
    `capabilities: ${capabilities.join(' ')}\nno new privileges: ${noNewPrivileges ? 'yes' : 'no'}\nseccomp: ${seccomp}\n`,
  );
}
