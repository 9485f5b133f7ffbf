import { resolve } from 'node:path';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson } from './context';
import type { EngineOption } from './images';

/** `drydock load -i FILE`: what the file held, one name a line. */
export async function loadCommand(
  context: CliContext,
  options: EngineOption & { readonly input: string },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const images = await engine.images.load(resolve(options.input), context.signal);
  if (options.json) writeJson(context, { images });
  else context.out(images.map((image) => `Loaded ${image}\n`).join(''));
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
