import type { Command } from 'commander';
import type { ExecCommandOptions } from './containers';
import { eachContainer, execCommand, logsCommand, psCommand } from './containers';
import type { CliContext, ExitCode } from './context';
import { collect, withEngine } from './engine-option';
import { hoodCommand, playgroundCommand } from './hood';
import type { EngineOption } from './images';
import type { RunCommandOptions } from './run';
import { runCommand } from './run';
import type { LoadCommandOptions } from './transfer';
import { loadCommand, pullCommand } from './transfer';

/** Adds the commands about containers, and those that bring images. */
export function addContainerCommands(
  add: (usage: string, description: string) => Command,
  context: CliContext,
  end: (code: ExitCode) => void,
): void {
  withEngine(add('load', 'Load the images of a file, or base images that come with Drydock'))
    .option('-i, --input <file>', 'file that "save" wrote')
    .option('--bundled <image>', 'offline stand-in like python:3.11-slim, or all', collect, [])
    .action(async (options: LoadCommandOptions) => end(await loadCommand(context, options)));
  withEngine(add('pull <image>', 'Get an image from its registry'))
    .option('--platform <platform>', 'like linux/arm64')
    .action(async (image: string, options: EngineOption) => end(await pullCommand(context, image, options)));
  withEngine(add('run <image> [args...]', 'Run a container; ends with its exit code'))
    .option('-i, --interactive', 'pass what is typed on to it')
    .option('-t, --tty', 'give it a terminal')
    .option('--rm', 'remove it when it has ended')
    .option('-d, --detach', 'let it run, and print its id')
    .option('-p, --publish <port>', '[[address:]port:]port of the container', collect, [])
    .option('-v, --volume <mount>', 'folder or volume:path in the container[:ro]', collect, [])
    .option('-e, --env <name=value>', 'environment variable', collect, [])
    .option('-w, --workdir <path>', 'working directory')
    .option('-u, --user <user>', 'user it runs as')
    .option('--name <name>', 'its name')
    .option('--entrypoint <program>', "program in place of the image's entrypoint")
    .option('-m, --memory <size>', 'memory it may use, like 512m')
    .option('--cpus <number>', 'CPUs it may use, like 0.5')
    .option('--network <network>', 'network it is on, or none')
    .option('--timeout <seconds>', 'time until it is stopped')
    .passThroughOptions()
    .action(async (image: string, args: string[], options: RunCommandOptions) =>
      end(await runCommand(context, image, args, options)),
    );
  withEngine(add('ps', 'List the containers that Drydock made'))
    .option('-a, --all', 'also those that do not run')
    .action(async (options: EngineOption) => end(await psCommand(context, options)));
  withEngine(add('logs <container>', 'Show what a container wrote'))
    .option('-f, --follow', 'go on until it ends')
    .option('-t, --timestamps', 'say when')
    .option('-n, --tail <lines>', 'lines from the end')
    .action(async (container: string, options: EngineOption) =>
      end(await logsCommand(context, container, options)),
    );
  withEngine(add('exec <container> <command> [args...]', 'Run a command in a running container'))
    .option('-i, --interactive', 'pass what is typed on to it')
    .option('-t, --tty', 'give it a terminal')
    .option('-e, --env <name=value>', 'environment variable', collect, [])
    .option('-w, --workdir <path>', 'working directory')
    .option('-u, --user <user>', 'user it runs as')
    .passThroughOptions()
    .action(async (container: string, command: string, args: string[], options: ExecCommandOptions) =>
      end(await execCommand(context, container, [command, ...args], options)),
    );
  // Only an engine whose kernel is part of Drydock can show it.
  const ownKernel = ['--engine <engine>', 'engine to ask', 'embedded'] as const;
  add('hood <image> [args...]', 'Run a container and show how the kernel holds it')
    .option(...ownKernel)
    .passThroughOptions()
    .action(async (image: string, args: string[], options: EngineOption) =>
      end(await hoodCommand(context, image, args, options)),
    );
  add('playground', 'Make containers by hand: a shell with all privileges in a machine of its own')
    .option(...ownKernel)
    .option('-c, --command <command>', 'command in place of a shell; ends with its exit code')
    .option('-t, --tty', 'give it a terminal')
    .action(async (options: EngineOption & { command?: string; tty?: boolean }) =>
      end(await playgroundCommand(context, options)),
    );
  withEngine(add('stop <containers...>', 'Stop containers that Drydock made')).action(
    async (containers: string[], options: EngineOption) =>
      end(await eachContainer(context, containers, options, (engine, each) => engine.containers.stop(each))),
  );
  withEngine(add('rm <containers...>', 'Remove containers that Drydock made'))
    .option('-f, --force', 'also those that run')
    .action(async (containers: string[], options: EngineOption & { force?: boolean }) =>
      end(
        await eachContainer(context, containers, options, (engine, each) =>
          engine.containers.remove(each, { force: options.force ?? false }),
        ),
      ),
    );
}
