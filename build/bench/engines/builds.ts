/** What the benchmarks of Docker build, through us and by Docker's own command. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../electron/engines/engine';
import type { BuildEvent } from '../../../electron/shared/engine/build';

export const BASE = 'busybox:1.36';
/** Debian's client, which speaks the version of Debian's engine and knows its BuildKit. */
export const DOCKER = '/usr/bin/docker';
/** Whose the images are, so that they can be removed. */
export const OWNER = 'bench';

/** How its command is started. */
export const dockerOptions = { env: { ...process.env, DOCKER_BUILDKIT: '1', BUILDKIT_PROGRESS: 'plain' } };

/** Arguments of its command that builds a context. */
export function dockerArguments(folder: string, noCache: boolean): string[] {
  return ['build', ...(noCache ? ['--no-cache'] : []), '--label', `dev.drydock.workspace=${OWNER}`, folder];
}

/** A context of a Dockerfile with so many steps after FROM, a third of them COPY. */
export function context(steps: number): string {
  const lines = Array.from({ length: steps }, (_, index) =>
    index % 3 === 0 ? `COPY file /copy-${index}` : `RUN echo ${index} > /step-${index}`,
  );
  return contextOf(`FROM ${BASE}\n${lines.join('\n')}\n`);
}

/** A context of one Dockerfile and one file that no build has seen. */
export function contextOf(dockerfile: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-context-'));
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  writeFileSync(join(folder, 'file'), `${Date.now()}\n`);
  return folder;
}

/** Builds through us. @throws Error for a build that does not work. */
export async function build(
  engine: Engine,
  folder: string,
  noCache: boolean,
  onEvent: (event: BuildEvent) => void = () => undefined,
  signal = new AbortController().signal,
  tag?: string,
): Promise<void> {
  const labels = { 'dev.drydock.workspace': OWNER };
  const request = { context: folder, labels, noCache, ...(tag !== undefined && { tag }) };
  let last: BuildEvent | undefined;
  for await (const event of engine.build(request, signal)) onEvent((last = event));
  if (last?.type !== 'done') throw new Error(`The build ended otherwise: ${JSON.stringify(last)}`);
}
