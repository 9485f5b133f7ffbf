import type { Command } from 'commander';
import type { ComposeOption } from './compose';
import {
  composeConfigCommand,
  composeDownCommand,
  composeLogsCommand,
  composePsCommand,
  composeRestartCommand,
  composeUpCommand,
} from './compose';
import type { CliContext, ExitCode } from './context';
import { collect, withEngine } from './engine-option';

/** Adds the commands about Compose projects below `compose`. */
export function addComposeCommands(
  compose: Command,
  prepare: (command: Command) => Command,
  context: CliContext,
  end: (code: ExitCode) => void,
): void {
  compose
    .description('Run the services of a Compose file')
    .option('-f, --file <file>', 'Compose file; compose.yaml of this folder by default')
    .option('-p, --project-name <name>', "name of the project; the file's or the folder's by default")
    .option('--profile <name>', 'profile to enable', collect, []);
  const add = (usage: string, description: string): Command =>
    withEngine(prepare(compose.command(usage))).description(description);
  const all = <T extends object>(options: T): T & ComposeOption => ({
    ...compose.opts<ComposeOption>(),
    ...options,
  });
  add('up [services...]', 'Bring services up, those they depend on first')
    .option('-d, --detach', 'end when they are up')
    .option('--wait', 'end when they are up and healthy')
    .option('--build', 'build images anew')
    .option('--force-recreate', 'make containers anew')
    .action(async (services: string[], options: object) =>
      end(await composeUpCommand(context, services, all(options))),
    );
  add('down', 'Stop and remove containers and networks')
    .option('-v, --volumes', 'remove named volumes too')
    .action(async (options: { volumes?: boolean }) => end(await composeDownCommand(context, all(options))));
  add('ps', 'List the containers of the project').action(async (options: object) =>
    end(await composePsCommand(context, all(options))),
  );
  add('logs [services...]', 'Show what services wrote')
    .option('-f, --follow', 'go on until they end')
    .option('-t, --timestamps', 'say when')
    .option('-n, --tail <lines>', 'lines from the end of each')
    .action(async (services: string[], options: object) =>
      end(await composeLogsCommand(context, services, all(options))),
    );
  add('restart <services...>', 'Restart services').action(async (services: string[], options: object) =>
    end(await composeRestartCommand(context, services, all(options))),
  );
  add('config', 'Say what is wrong with the Compose file').action(async (options: object) =>
    end(await composeConfigCommand(context, all(options))),
  );
}
