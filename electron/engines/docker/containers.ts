import { Readable } from 'node:stream';
import type { Container } from 'dockerode';
import type {
  ContainerDetails,
  ContainerFileChange,
  ContainerSpec,
  ContainerStats,
  ContainerSummary,
  ExecSpec,
  LogLine,
  ProcessTable,
} from '../../shared/engine/container';
import { DrydockError } from '../../shared/errors';
import type { EngineContainers, LogRequest } from '../containers';
import { OURS_LABEL } from '../engine';
import type { RunRequest, RunResult } from '../run';
import { PodmanHealth } from '../podman/health';
import { runContainer } from '../run-container';
import type { Session } from '../session';
import { attachTo, execIn } from './attach';
import type { Client, Connection } from './client';
import { stream } from './client';
import { toContainerDetails, toContainerSummary } from './container-data';
import { toCreateOptions } from './container-spec';
import { statusOf } from './errors';
import { readFrames, readRaw } from './frames';
import { toLogLines } from './logs';
import { remove } from './removal';
import { startFailure } from './start-failure';
import { readStats } from './stats';

/** What the API's numbers in a list of changes mean (moby, archive.ChangeType). */
const CHANGES = ['changed', 'added', 'removed'] as const;

/** The containers of an engine that speaks Docker's API; see `EngineContainers`. */
export class DockerContainers implements EngineContainers {
  readonly #client: Client;
  readonly #health: PodmanHealth | undefined;

  constructor(client: Client) {
    this.#client = client;
    this.#health = client.endpoint.kind === 'podman' ? new PodmanHealth(client.endpoint) : undefined;
  }

  list({ all = false, ours = false } = {}): Promise<readonly ContainerSummary[]> {
    return this.#client.ask({ doing: 'list its containers' }, async ({ docker }) => {
      const filters = ours ? { label: [OURS_LABEL] } : {};
      const containers = await docker.listContainers({ all, filters });
      const summaries = containers.map(toContainerSummary);
      const known = this.#health ? await Promise.all(summaries.map(withHealth(docker))) : summaries;
      return known.sort((a, b) => b.created.localeCompare(a.created));
    });
  }

  inspect(container: string): Promise<ContainerDetails> {
    return this.#ask('inspect', container, async (handle) => {
      const found = await handle.inspect();
      const checked = await this.#health?.checkIfDue(found);
      return toContainerDetails(checked ? await handle.inspect() : found);
    });
  }

  create(spec: ContainerSpec): Promise<string> {
    const question = { doing: `make a container of ${spec.image}`, subject: `image ${spec.image}` };
    return this.#client.ask(
      question,
      async ({ docker }) => (await docker.createContainer(toCreateOptions(spec))).id,
    );
  }

  start(container: string): Promise<void> {
    return this.#change('start', container, (handle, _connection, { name }) =>
      unlessDone(handle.start()).catch((thrown: unknown) => {
        throw startFailure(thrown, name);
      }),
    );
  }

  stop(container: string, graceSeconds = 10): Promise<void> {
    return this.#change('stop', container, (handle) => unlessDone(handle.stop({ t: graceSeconds })));
  }

  kill(container: string, signal = 'SIGKILL'): Promise<void> {
    return this.#change('kill', container, (handle) => handle.kill({ signal }));
  }

  restart(container: string, graceSeconds = 10): Promise<void> {
    return this.#change('restart', container, (handle) => handle.restart({ t: graceSeconds }));
  }

  pause(container: string): Promise<void> {
    return this.#change('pause', container, (handle) => handle.pause());
  }

  unpause(container: string): Promise<void> {
    return this.#change('unpause', container, (handle) => handle.unpause());
  }

  rename(container: string, name: string): Promise<void> {
    return this.#change('rename', container, (handle) => handle.rename({ name }));
  }

  remove(container: string, { force = false } = {}): Promise<void> {
    return this.#change('remove', container, (handle) => remove(handle, { force, v: true }));
  }

  attach(container: string): Promise<Session> {
    return this.#change('attach to', container, (handle, connection, details) =>
      attachTo(connection, handle, details).catch((thrown: unknown) => {
        throw startFailure(thrown, details.name); // Podman prepares a start for it
      }),
    );
  }

  exec(container: string, spec: ExecSpec): Promise<Session> {
    return this.#change('run a command in', container, (handle, connection) =>
      execIn(connection, handle, spec),
    );
  }

  copyIn(container: string, folder: string, tar: AsyncIterable<Uint8Array>): Promise<void> {
    return this.#change('copy files into', container, async (handle, { docker }) => {
      const answer = await stream(docker, {
        path: `/containers/${handle.id}/archive`,
        method: 'PUT',
        query: { path: folder },
        body: Readable.from(tar),
      });
      answer.resume();
    });
  }

  copyOut(container: string, path: string, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    const question = {
      doing: `copy ${path} out of ${container}`,
      subject: `${path} in ${container}`,
      signal,
    };
    return this.#client.stream<Uint8Array>(question, ({ docker }) =>
      stream(docker, {
        path: `/containers/${encodeURIComponent(container)}/archive`,
        method: 'GET',
        query: { path },
        ...(signal && { signal }),
      }),
    );
  }

  logs(container: string, request: LogRequest = {}): AsyncIterable<LogLine> {
    const { follow = false, timestamps = false, tail, since, signal } = request;
    const question = { ...about('read the log of', container), signal };
    return this.#client.stream(question, async ({ docker }) => {
      const { tty } = toContainerDetails(await docker.getContainer(container).inspect());
      const answer = await stream(docker, {
        path: `/containers/${encodeURIComponent(container)}/logs`,
        method: 'GET',
        query: {
          stdout: '1',
          stderr: '1',
          follow: follow ? '1' : '0',
          timestamps: timestamps ? '1' : '0',
          tail: tail === undefined ? 'all' : String(tail),
          ...(since !== undefined && { since: String(Date.parse(since) / 1000) }),
        },
        ...(signal && { signal }),
      });
      return toLogLines(tty ? readRaw(answer) : readFrames(answer), timestamps);
    });
  }

  wait(container: string, signal?: AbortSignal): Promise<number> {
    const question = { ...about('wait for', container), signal };
    return this.#client.ask(question, async ({ docker }) => {
      const answer: unknown = await docker
        .getContainer(container)
        .wait({ condition: 'not-running', ...(signal && { abortSignal: signal }) });
      return (answer as { StatusCode: number }).StatusCode;
    });
  }

  stats(container: string, signal?: AbortSignal): AsyncIterable<ContainerStats> {
    const question = { ...about('measure', container), signal };
    return this.#client.stream(question, async ({ docker }) => {
      const path = `/containers/${encodeURIComponent(container)}/stats`;
      const query = { stream: '1' };
      return readStats(await stream(docker, { path, method: 'GET', query, ...(signal && { signal }) }));
    });
  }

  top(container: string): Promise<ProcessTable> {
    return this.#ask('list the processes of', container, async (handle) => {
      const { Titles, Processes } = (await handle.top()) as { Titles: string[]; Processes: string[][] };
      return { titles: Titles, processes: Processes };
    });
  }

  changes(container: string): Promise<readonly ContainerFileChange[]> {
    return this.#ask('compare with its image', container, async (handle) => {
      const answer: unknown = await handle.changes(); // no list at all where nothing changed
      const changes = Array.isArray(answer) ? (answer as { Path: string; Kind: number }[]) : [];
      return changes
        .map(({ Path, Kind }) => ({ path: Path, change: CHANGES[Kind] ?? 'changed' }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    });
  }

  run(request: RunRequest): Promise<RunResult> {
    return runContainer(this, request);
  }

  #ask<T>(
    verb: string,
    container: string,
    asking: (handle: Container, connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.#client.ask(about(verb, container), (connection) =>
      asking(connection.docker.getContainer(container), connection),
    );
  }

  /** Asks only about a container of ours: nothing that the learner made is changed. */
  #change<T>(
    verb: string,
    container: string,
    asking: (handle: Container, connection: Connection, details: ContainerDetails) => Promise<T>,
  ): Promise<T> {
    return this.#ask(verb, container, async (handle, connection) => {
      const details = toContainerDetails(await handle.inspect());
      if (!details.ours) {
        throw new DrydockError({
          kind: 'refused',
          message: `The container ${details.name} was not made by Drydock, so Drydock does not ${verb} it.`,
          remedy: "Use the engine's own command for it.",
        });
      }
      return asking(connection.docker.getContainer(details.id), connection, details);
    });
  }
}

function about(verb: string, container: string) {
  return { doing: `${verb} the container ${container}`, subject: `container ${container}` };
}

/** Status 304: it is started, or has ended, already. */
async function unlessDone(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (thrown) {
    if (statusOf(thrown) !== 304) throw thrown;
  }
}

/** Podman's list says nothing of health; what was removed meanwhile stays as the list had it. */
function withHealth(docker: Connection['docker']) {
  return async (summary: ContainerSummary): Promise<ContainerSummary> => {
    if (summary.state !== 'running') return summary;
    const found = await docker
      .getContainer(summary.id)
      .inspect()
      .catch(() => undefined);
    return found ? { ...summary, health: toContainerDetails(found).health } : summary;
  };
}
