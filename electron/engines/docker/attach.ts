import { setTimeout as delay } from 'node:timers/promises';
import type { Container, Exec } from 'dockerode';
import type { ContainerDetails, ExecSpec } from '../../shared/engine/container';
import type { Session } from '../session';
import type { Connection } from './client';
import { variables } from './container-spec';
import { hijack } from './hijack';
import { DockerSession } from './session';

/** Times that an exec is asked for its exit code after its output ended, and milliseconds between them. */
const EXIT_TRIES = 100;
const EXIT_PAUSE = 20;

/** Joins a container's first process; see `EngineContainers.attach`. Throws what dockerode throws. */
export async function attachTo(
  { docker }: Connection,
  container: Container,
  { tty, stdin, state }: Pick<ContainerDetails, 'tty' | 'stdin' | 'state'>,
): Promise<Session> {
  const socket = await hijack(docker, `/containers/${container.id}/attach`, {
    query: { stream: '1', stdin: stdin ? '1' : '0', stdout: '1', stderr: '1' },
  });
  return new DockerSession(socket, {
    tty,
    resize: async (w, h) => void (await container.resize({ w, h })),
    exit: async (_ended, closed) => {
      // A container that was not started yet counts as not running; the exit to come is meant.
      const condition = state === 'created' || state === 'exited' ? 'next-exit' : 'not-running';
      const answer: unknown = await container.wait({ condition, abortSignal: closed });
      return (answer as { StatusCode: number }).StatusCode;
    },
  });
}

/** Starts a further process; see `EngineContainers.exec`. Throws what dockerode throws. */
export async function execIn({ docker }: Connection, container: Container, spec: ExecSpec): Promise<Session> {
  const tty = spec.tty ?? false;
  const exec = await container.exec({
    Cmd: [...spec.command],
    Env: variables(spec.env),
    AttachStdin: spec.stdin ?? false,
    AttachStdout: true,
    AttachStderr: true,
    Tty: tty,
    ...(spec.workingDir !== undefined && { WorkingDir: spec.workingDir }),
    ...(spec.user !== undefined && { User: spec.user }),
  });
  const socket = await hijack(docker, `/exec/${exec.id}/start`, { body: { Detach: false, Tty: tty } });
  return new DockerSession(socket, {
    tty,
    resize: async (w, h) => void (await exec.resize({ w, h })),
    exit: async (ended, closed) => {
      await ended;
      return closed.aborted ? null : exitCodeOf(exec);
    },
  });
}

/** The output may end a moment before the engine knows how the process did. */
async function exitCodeOf(exec: Exec): Promise<number | null> {
  for (let tries = 0; tries < EXIT_TRIES; tries++) {
    const { Running, ExitCode } = await exec.inspect();
    if (!Running && ExitCode !== null) return ExitCode;
    await delay(EXIT_PAUSE);
  }
  return null;
}
