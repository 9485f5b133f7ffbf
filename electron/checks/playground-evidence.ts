import { randomUUID } from 'node:crypto';
import type { Check, RunEvidence } from '../shared/checks';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import { onAbort } from '../on-abort';
import { OUTPUT_CAP } from './limits';

type PlaygroundCheck = Extract<Check, { kind: 'playground' }>;

/**
 * Puts the script into a folder of its own and runs it with its arguments; then what the lab adds, if it does. The
 * playground's processes are spared by the kernel when memory runs out, which a lab about limits must not be.
 */
const RUN =
  'echo 0 >/proc/self/oom_score_adj; mkdir -p /play/lab && cd /play/lab && printf %s "$1" >"$0" && shift && sh "$0" "$@"';
const RUN_THEN = `then=$1; shift; (${RUN}) >/dev/null 2>&1; sh -c "$then"`;

/** Runs a script in a playground of its own and removes it; null where the engine has none. Throws `cancelled`. */
export async function runInPlayground(
  engine: Engine,
  check: PlaygroundCheck,
  script: string,
  signal: AbortSignal | undefined,
): Promise<RunEvidence['run']> {
  const { hood, containers } = engine;
  if (!hood) return null;
  const name = check.file.slice(check.file.lastIndexOf('/') + 1);
  const then = check.then === undefined ? [] : [check.then];
  const container = await hood.playground(`check-${randomUUID()}`);
  try {
    const session = await containers.exec(container, {
      command: [
        'sh',
        '-c',
        check.then === undefined ? RUN : RUN_THEN,
        name,
        ...then,
        script,
        ...check.arguments,
      ],
    });
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      session.close();
    };
    const timer = setTimeout(stop, check.within * 1000);
    const release = onAbort(signal, stop);
    try {
      const text = { stdout: '', stderr: '' };
      for await (const { stream, data } of session.output) {
        if (text[stream].length < OUTPUT_CAP) text[stream] += Buffer.from(data).toString('utf8');
      }
      const exitCode = stopped ? null : await session.exit;
      if (signal?.aborted) throw new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' });
      return { exitCode, ...text };
    } finally {
      clearTimeout(timer);
      release();
      session.close();
    }
  } finally {
    await containers.remove(container, { force: true }).catch(() => undefined); // gone already, or the engine is
  }
}
