import { DrydockError } from '../shared/errors';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson } from './context';
import type { EngineOption } from './images';

/** Options of `drydock run`. */
export interface RunCommandOptions extends EngineOption {
  readonly env: readonly string[];
  /** Seconds. */
  readonly timeout: string;
}

const OUTPUT_CAP = 16 * 1024 * 1024;

/** `drydock run REF [ARGS...]`: runs a container to its end. Negative when its exit code is not 0. */
export async function runCommand(
  context: CliContext,
  image: string,
  args: readonly string[],
  options: RunCommandOptions,
): Promise<ExitCode> {
  const seconds = Number(options.timeout);
  if (!(seconds > 0)) {
    throw new DrydockError({
      kind: 'invalid-input',
      message: `"${options.timeout}" is no time limit.`,
      remedy: 'Give --timeout in seconds, like 60.',
    });
  }
  const engine = await context.engines.select(options.engine);
  const result = await engine.containers.run({
    image,
    arguments: args,
    env: Object.fromEntries(options.env.map(splitVariable)),
    timeoutMs: seconds * 1000,
    outputCap: OUTPUT_CAP,
    signal: context.signal,
  });
  if (options.json) writeJson(context, result);
  else {
    context.out(result.stdout);
    context.err(result.stderr);
    if (result.truncated) context.err('drydock: the output was longer than 16 MB; the rest is not shown.\n');
    if (result.exitCode === null)
      context.err(`drydock: the container was stopped after ${seconds} seconds.\n`);
  }
  return result.exitCode === 0 ? EXIT.ok : EXIT.negative;
}

function splitVariable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, process.env[text] ?? ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
