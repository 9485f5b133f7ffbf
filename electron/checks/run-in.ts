import type { ExecSpec } from '../shared/engine/container';
import type { Engine } from '../engines/engine';
import { onAbort } from '../on-abort';
import { OUTPUT_CAP } from './limits';

/** Milliseconds that a command inside a container may take. */
const TIMEOUT = 20_000;

/** Runs a further process in a container to its end; `exitCode` is null when it took too long. */
export async function runIn(
  engine: Pick<Engine, 'containers'>,
  container: string,
  spec: ExecSpec,
  signal: AbortSignal | undefined,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const session = await engine.containers.exec(container, spec);
  const close = (): void => session.close();
  const timer = setTimeout(close, TIMEOUT);
  const release = onAbort(signal, close);
  try {
    const chunks = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    let size = 0;
    for await (const { stream, data } of session.output) {
      size += data.length;
      if (size <= OUTPUT_CAP) chunks[stream].push(data);
    }
    return {
      exitCode: await session.exit,
      stdout: Buffer.concat(chunks.stdout).toString(),
      stderr: Buffer.concat(chunks.stderr).toString(),
    };
  } finally {
    clearTimeout(timer);
    release();
    session.close();
  }
}
