import { OURS_LABEL } from '../engines/engine';
import type { ComposeService } from '../shared/compose';
import { DrydockError } from '../shared/errors';
import { imageReference } from './names';
import { pathUnder } from './policy';
import type { ComposeRun } from './runner';
import { tell } from './runner';

/** An image that is there. */
export interface ReadyImage {
  readonly reference: string;
  readonly id: string;
}

/**
 * Makes sure that a service's image is there: builds it, pulls it, or finds it. Throws `not-found` for one that can be
 * had nowhere, and `engine-failed` for a build that fails.
 */
export async function readyImage(
  run: ComposeRun,
  service: ComposeService,
  { build = false }: { readonly build?: boolean },
): Promise<ReadyImage> {
  const reference = imageReference(run.loaded.name, service);
  const there = await find(run, reference);
  if (service.build && (build || !there || service.pullPolicy === 'build')) {
    return { reference, id: await buildImage(run, service, reference) };
  }
  if (there !== undefined && service.pullPolicy !== 'always') return { reference, id: there };
  const pulled = service.pullPolicy === 'never' ? undefined : await pull(run, service, reference, there);
  const id = pulled ?? there;
  if (id !== undefined) return { reference, id };
  throw new DrydockError({
    kind: 'not-found',
    message: `The image ${reference} of the service ${service.name} is not on this machine.`,
    remedy: 'Use an image from the list of images you have, or give the service a "build".',
    where: { file: run.loaded.project.file, line: service.line },
  });
}

async function find({ engine }: ComposeRun, reference: string): Promise<string | undefined> {
  try {
    return (await engine.images.inspect(reference)).id;
  } catch (thrown) {
    if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') return undefined;
    throw thrown;
  }
}

async function buildImage(run: ComposeRun, service: ComposeService, reference: string): Promise<string> {
  const { engine, loaded, owner, signal, onEvent } = run;
  const { context, dockerfile, args, target, noCache, labels } = service.build!;
  const where = { file: loaded.project.file, line: service.line };
  tell(run, 'image', service.name, 'building');
  const request = {
    context: await pathUnder(loaded.policy, loaded.folder, context, where),
    tag: reference,
    buildArgs: args,
    noCache,
    labels: { ...labels, [OURS_LABEL]: owner },
    ...(dockerfile !== undefined && { file: dockerfile }),
    ...(target !== undefined && { target }),
  };
  for await (const event of engine.build(request, signal)) {
    onEvent({ type: 'build', service: service.name, event });
    if (event.type === 'done') {
      tell(run, 'image', service.name, 'done');
      return event.imageId;
    }
    if (event.type !== 'failed') continue;
    const { kind, message, hint, line, details } = event.failure;
    tell(run, 'image', service.name, 'failed', message);
    throw new DrydockError({
      kind: kind === 'cancelled' || kind === 'engine-unavailable' ? kind : 'engine-failed',
      message: `The image of the service ${service.name} could not be built: ${message}`,
      remedy: hint,
      where: { file: `${context}/${dockerfile ?? 'Dockerfile'}`, ...(line !== undefined && { line }) },
      ...(details !== undefined && { details }),
    });
  }
  throw new DrydockError({ kind: 'internal', message: 'The engine ended a build without saying how.' });
}

/** The id of a pulled image; undefined when it cannot be had, which is no error where one is there already. */
async function pull(
  run: ComposeRun,
  service: ComposeService,
  reference: string,
  there: string | undefined,
): Promise<string | undefined> {
  const status = await run.engine.status();
  if (status.state === 'ready' && !status.capabilities.pull) return undefined;
  tell(run, 'image', service.name, 'pulling');
  try {
    const progress = run.engine.images.pull(reference, { signal: run.signal });
    for await (const { layer, text } of progress) {
      if (layer === undefined) tell(run, 'image', service.name, 'pulling', text);
    }
    tell(run, 'image', service.name, 'done');
    return await find(run, reference);
  } catch (thrown) {
    const kind = thrown instanceof DrydockError ? thrown.data.kind : undefined;
    if (kind !== 'engine-failed' && kind !== 'not-found') throw thrown;
    tell(run, 'image', service.name, there === undefined ? 'failed' : 'kept');
    return undefined;
  }
}
