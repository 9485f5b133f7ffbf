import { resolve } from 'node:path';
import type { BuildEvent } from '../shared/engine/build';
import { DrydockError } from '../shared/errors';
import { OURS_LABEL } from '../engines/engine';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT } from './context';
import { readSecrets } from './secrets';

/** Options of `drydock build`, as the command line reads them. */
export interface BuildCommandOptions extends JsonOption {
  readonly engine: string;
  readonly file?: string;
  readonly tag?: string;
  readonly target?: string;
  readonly buildArg: readonly string[];
  readonly secret: readonly string[];
  /** commander's name for `--no-cache`. */
  readonly cache: boolean;
  readonly pull?: boolean;
  readonly platform?: string;
  readonly allowNetwork: readonly string[];
}

/** `drydock build CONTEXT`: builds and tells the steps. With `--json`, one event a line. Negative when it fails. */
export async function buildCommand(
  context: CliContext,
  folder: string,
  options: BuildCommandOptions,
): Promise<ExitCode> {
  const buildArgs = Object.fromEntries(options.buildArg.map(parseBuildArg));
  const secrets = await readSecrets(options.secret);
  const engine = await context.engines.select(options.engine);
  const request = {
    context: resolve(folder),
    labels: { [OURS_LABEL]: 'cli' },
    buildArgs,
    secrets,
    noCache: !options.cache,
    downloadHosts: options.allowNetwork.map((host) => host.toLowerCase()),
    ...(options.pull && { pull: true }),
    ...(options.platform !== undefined && { platform: options.platform }),
    ...(options.file !== undefined && { file: options.file }),
    ...(options.tag !== undefined && { tag: options.tag }),
    ...(options.target !== undefined && { target: options.target }),
  };
  const printer = options.json ? jsonPrinter(context) : textPrinter(context);
  let code: ExitCode = EXIT.negative;
  for await (const event of engine.build(request, context.signal)) {
    printer(event);
    if (event.type === 'done') code = EXIT.ok;
  }
  return code;
}

/** `KEY=VALUE`, or `KEY` with the value that the environment has, as Docker's command reads it. */
function parseBuildArg(text: string): [string, string] {
  const equals = text.indexOf('=');
  const key = equals < 0 ? text : text.slice(0, equals);
  if (!key) {
    throw new DrydockError({
      kind: 'invalid-input',
      message: `"${text}" is no build argument.`,
      remedy: 'Write --build-arg KEY=VALUE.',
    });
  }
  return [key, equals < 0 ? (process.env[key] ?? '') : text.slice(equals + 1)];
}

function jsonPrinter({ out }: CliContext): (event: BuildEvent) => void {
  return (event) => out(`${JSON.stringify(event)}\n`);
}

function textPrinter({ out, err }: CliContext): (event: BuildEvent) => void {
  const texts = new Map<string, string>();
  return (event) => {
    switch (event.type) {
      case 'context':
        out(`Build context: ${event.files} ${event.files === 1 ? 'file' : 'files'}, ${event.bytes} bytes\n`);
        break;
      case 'plan':
        for (const stage of event.stages) {
          for (const step of stage.steps) texts.set(step.id, `[${stage.name}] ${step.text}`);
        }
        break;
      case 'step-started':
        out(`${texts.get(event.step) ?? event.step}\n`);
        break;
      case 'log':
        out(event.text);
        break;
      case 'step-finished':
        if (event.cached) out('  from the cache\n');
        break;
      case 'warning':
        err(`warning: ${event.line === undefined ? '' : `line ${event.line}: `}${event.message}\n`);
        break;
      case 'failed': {
        const line = event.failure.line === undefined ? '' : `line ${event.failure.line}: `;
        err(`drydock: ${line}${event.failure.message} ${event.failure.hint}\n`);
        break;
      }
      case 'done':
        out(
          `Built ${event.imageId}${event.tags.length > 0 ? ` as ${event.tags.join(', ')}` : ''} in ${event.ms} ms\n`,
        );
    }
  };
}
