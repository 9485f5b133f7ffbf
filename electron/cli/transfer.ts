import { resolve } from 'node:path';
import { DrydockError } from '../shared/errors';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson } from './context';
import type { EngineOption } from './images';

/** Options of `drydock load`: a file, or base images that come with Drydock. */
export interface LoadCommandOptions extends EngineOption {
  readonly input?: string;
  readonly bundled?: readonly string[];
}

/** `drydock load -i FILE` or `--bundled NAME`: what it brought, one name a line. */
export async function loadCommand(context: CliContext, options: LoadCommandOptions): Promise<ExitCode> {
  const { input, bundled = [] } = options;
  if ((input === undefined) === (bundled.length === 0)) {
    throw new DrydockError({
      kind: 'invalid-input',
      message: 'Say what to load: a file with --input, or base images of Drydock with --bundled.',
      remedy: 'For example: load --bundled all',
    });
  }
  const engine = await context.engines.select(options.engine);
  const images =
    input === undefined
      ? await context.standIns.load(engine, bundled, context.signal)
      : await engine.images.load(resolve(input), context.signal);
  if (options.json) writeJson(context, { images });
  else if (images.length > 0) context.out(images.map((image) => `Loaded ${image}\n`).join(''));
  else context.out('Nothing to load: all of these names are there.\n');
  return EXIT.ok;
}

/** `drydock pull REF`: gets an image from its registry; with `--json`, one message a line. */
export async function pullCommand(
  context: CliContext,
  reference: string,
  options: EngineOption & { readonly platform?: string },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const transfer = engine.images.pull(reference, {
    signal: context.signal,
    ...(options.platform !== undefined && { platform: options.platform }),
  });
  for await (const event of transfer) {
    if (options.json) context.out(`${JSON.stringify(event)}\n`);
    else if (event.state !== 'moving' && event.state !== 'unpacking') {
      context.out(`${event.layer === undefined ? '' : `${event.layer}: `}${event.text}\n`);
    }
  }
  return EXIT.ok;
}
