import { Command, CommanderError, Option } from 'commander';
import { toErrorData } from '../shared/errors';
import type { BuildCommandOptions } from './build';
import { buildCommand } from './build';
import { addComposeCommands } from './compose-program';
import { addContainerCommands } from './container-program';
import type { CertificateCommandOptions, VerifyCommandOptions } from './certificate';
import { certificateCommand, verifyCommand } from './certificate';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeError } from './context';
import type { CourseCheckOptions } from './course';
import { courseCheckCommand } from './course';
import { deckCommand } from './deck';
import { enginesCommand } from './engines';
import type { EngineOption } from './images';
import { collect, withEngine } from './engine-option';
import { filesCommand, historyCommand, imagesCommand, inspectCommand, saveCommand } from './images';
import { REPORT_FORMATS, SEVERITIES } from '../shared/dockerfile';
import type { LintCommandOptions } from './lint';
import { lintCommand } from './lint';
import type { ProgressExportOptions } from './progress';
import { progressExportCommand } from './progress';

/**
 * Runs the command line. Resolves to the exit code: 0 well, 1 a negative result, 2 called wrongly, and
 * a container's own for `run` and `exec`. An error is one
 * sentence on the standard error, or JSON with `--json`.
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const json = argv.includes('--json');
  let code: ExitCode = EXIT.ok;
  const program = createProgram(context, (ended) => void (code = ended));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return EXIT.ok; // --help
      if (thrown.code !== 'commander.help') {
        const message = thrown.message.replace(/^error: /, '');
        const remedy = 'Add --help to see how it is used.';
        writeError(context, { kind: 'invalid-input', message: sentence(message), remedy }, json);
      }
      return EXIT.misuse;
    }
    const error = toErrorData(thrown);
    writeError(context, error, json);
    return error.exitCode ?? (error.kind === 'invalid-input' ? EXIT.misuse : EXIT.negative);
  }
}

function createProgram(context: CliContext, end: (code: ExitCode) => void): Command {
  const program = new Command('drydock')
    .description('An offline workbook for learning containers, without its window.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: () => undefined });
  const add = (usage: string, description: string): Command =>
    withDefaults(program.command(usage), context).description(description);

  add('deck <file>', 'Show what a slide deck holds and what is wrong with it').action(
    async (file: string, options: { json?: boolean }) => end(await deckCommand(context, file, options)),
  );
  add('lint <files...>', 'Find what is wrong with a Dockerfile, a Compose file or a Kubernetes file')
    .option('--context <dir>', 'build context, whose .dockerignore counts')
    .addOption(new Option('--format <format>', 'how to write').choices(REPORT_FORMATS).default('text'))
    .option('--fix', 'apply every fix that is safe, then report what is left')
    .option('--config <file>', 'settings of rules in the form of .hadolint.yaml')
    .addOption(
      new Option('--threshold <severity>', 'exit 1 from this severity on (default: warning)').choices([
        ...SEVERITIES,
        'none',
      ]),
    )
    .action(async (files: readonly string[], options: LintCommandOptions) =>
      end(await lintCommand(context, files, options)),
    );
  withEngine(add('build <context>', 'Build an image'))
    .option('-f, --file <file>', 'Dockerfile, relative to the context')
    .option('-t, --tag <tag>', 'name of the image')
    .option('--target <stage>', 'stage to build')
    .option('--build-arg <key=value>', 'build argument', collect, [])
    .option('--no-cache', 'build every step anew')
    .option('--pull', 'ask the registry for newer base images')
    .option('--platform <platform>', 'platform to build for, like linux/arm64')
    .option(
      '--secret <secret>',
      'secret for RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VARIABLE',
      collect,
      [],
    )
    .option(
      '--allow-network <host>',
      'let ADD fetch from this host, in the embedded engine; may be repeated',
      collect,
      [],
    )
    .action(async (folder: string, options: BuildCommandOptions) =>
      end(await buildCommand(context, folder, options)),
    );
  withEngine(add('images', 'List the images of the engine')).action(async (options: EngineOption) =>
    end(await imagesCommand(context, options)),
  );
  withEngine(add('inspect <image>', 'Show an image in full')).action(
    async (image: string, options: EngineOption) => end(await inspectCommand(context, image, options)),
  );
  withEngine(add('history <image>', 'Show how an image came to be, newest step first')).action(
    async (image: string, options: EngineOption) => end(await historyCommand(context, image, options)),
  );
  withEngine(add('files <image>', 'List the files of an image, or of one of its layers'))
    .option('--layer <number>', 'layer, 0 being the base')
    .action(async (image: string, options: EngineOption & { layer?: string }) =>
      end(await filesCommand(context, image, options)),
    );
  withEngine(add('save <image>', 'Write an image to a file'))
    .requiredOption('-o, --output <file>', 'file to write')
    .action(async (image: string, options: EngineOption & { output: string }) =>
      end(await saveCommand(context, image, options)),
    );
  addContainerCommands(add, context, end);
  addComposeCommands(program.command('compose'), (command) => withDefaults(command, context), context, end);
  add('engines', 'Show which engines were found, and what to do about those that do not answer').action(
    async (options: { json?: boolean }) => end(await enginesCommand(context, options)),
  );
  const course = withDefaults(program.command('course'), context).description('Work on courses');
  withDefaults(course.command('check <dir>'), context)
    .description(
      'Validate every file of a course, or of each course in a folder, and prove every lab on each engine that it claims',
    )
    .option(
      '--engine <engine>',
      'prove on this engine only; by default on the embedded one and all that answer',
    )
    .option('--lab <id>', 'prove this lab only')
    .action(async (folder: string, options: CourseCheckOptions) =>
      end(await courseCheckCommand(context, folder, options)),
    );
  const progress = withDefaults(program.command('progress'), context).description('Work on what was learnt');
  withDefaults(progress.command('export'), context)
    .description('Write the learning record')
    .addOption(new Option('--format <format>', 'how to write').choices(['json', 'csv']).default('json'))
    .option('--profile <folder>', "profile folder; the app's own by default")
    .action(async (options: ProgressExportOptions) => end(await progressExportCommand(context, options)));
  withDefaults(progress.command('certificate <course>'), context)
    .description(
      'Write the signed certificate of a completed course, given by its folder or the id of a shipped one',
    )
    .requiredOption('--name <name>', 'name that stands on it')
    .option('-o, --output <file>', 'file to write; the standard output by default')
    .option('--profile <folder>', "profile folder; the app's own by default")
    .action(async (name: string, options: CertificateCommandOptions) =>
      end(await certificateCommand(context, name, options)),
    );
  withDefaults(progress.command('verify <file>'), context)
    .description('Check that a certificate is as it was signed')
    .option('--key <fingerprint>', 'key that must have signed it, like SHA256:…')
    .action(async (file: string, options: VerifyCommandOptions) =>
      end(await verifyCommand(context, file, options)),
    );
  return program;
}

function withDefaults(command: Command, context: CliContext): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: () => undefined })
    .option('--json', 'write JSON');
}

function sentence(text: string): string {
  const capital = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
