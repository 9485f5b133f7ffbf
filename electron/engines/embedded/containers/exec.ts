import type { ExecSpec } from '../../../shared/engine/container';
import type { Session } from '../../session';
import { withVariable } from '../builder/image-state';
import type { GuestContainer, ProcessSpec } from '../guest-container';
import { ERRNO, GuestError } from '../guest-error';
import type { ContainerDefinition } from './definition';
import { TERMINAL } from './definition';
import type { HealthResult } from './health';
import { ContainerOutput } from './output';
import { GuestSession } from './session';

/** Exit codes of a shell for what it cannot execute, and for what it does not find. */
const CANNOT_EXECUTE = 126;
const NOT_FOUND = 127;

/** Runs a further process in a container that runs. What cannot be executed ends as in a shell, with a word about it. */
export async function execIn(
  guest: GuestContainer,
  definition: ContainerDefinition,
  spec: ExecSpec,
): Promise<Session> {
  const output = new ContainerOutput();
  const reader = output.read();
  const close = () => {
    output.end();
  };
  try {
    const started = await guest.start(
      processOf(definition, spec),
      (stream, bytes) => output.push(stream, bytes),
      true,
    );
    const exit = started.ended.then(
      ({ code }) => code,
      () => null,
    );
    void exit.then(close);
    return new GuestSession({
      output: reader,
      process: () => started,
      exit,
      tty: spec.tty ?? false,
      close,
    });
  } catch (thrown) {
    if (!(thrown instanceof GuestError)) throw thrown;
    void output.push('stderr', new TextEncoder().encode(`${thrown.message}\n`));
    output.end();
    return new GuestSession({
      output: reader,
      process: () => undefined,
      exit: Promise.resolve(thrown.errno === ERRNO.notFound ? NOT_FOUND : CANNOT_EXECUTE),
      tty: false,
      close,
    });
  }
}

/** Bytes of a health check's output that are looked at. */
const PROBE_BYTES = 4096;

/** Runs a command of the container's health check, and ends it when it takes too long. */
export async function probeIn(
  guest: GuestContainer,
  definition: ContainerDefinition,
  command: readonly string[],
  timeoutMs: number,
): Promise<HealthResult> {
  const chunks: Uint8Array[] = [];
  let room = PROBE_BYTES;
  const started = await guest.start(
    processOf(definition, { command }),
    (_, bytes) => {
      if (room > 0) chunks.push(bytes.slice(0, room));
      room -= bytes.length;
    },
    true,
  );
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    started.signal(9);
  }, timeoutMs);
  try {
    const { code } = await started.ended;
    if (late) return { exitCode: -1, output: `The check took longer than ${timeoutMs / 1000} s.` };
    return { exitCode: code, output: Buffer.concat(chunks).toString('utf8') };
  } finally {
    clearTimeout(timer);
  }
}

function processOf(definition: ContainerDefinition, spec: ExecSpec): ProcessSpec {
  return {
    arguments: spec.command,
    env: Object.entries(spec.env ?? {}).reduce(
      (all, [name, value]) => withVariable(all, name, value),
      definition.env,
    ),
    cwd: spec.workingDir ?? definition.workingDir,
    user: spec.user ?? definition.user,
    stdin: spec.stdin ?? false,
    ...(spec.tty && { tty: TERMINAL }),
  };
}
