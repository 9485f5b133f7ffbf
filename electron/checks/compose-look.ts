import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ComposeRun } from '../compose';
import { containersOf, down, markOf, serviceOf, up } from '../compose';
import type { Check, ComposeEvidence, HttpAnswer } from '../shared/checks';
import { answerFits } from '../shared/checks';
import type { ContainerDetails } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import { askHttp } from './http';
import { runIn } from './run-in';

/** A check of a Compose file. */
export type ComposeCheck = Extract<Check, { kind: 'compose' }>;

/** Milliseconds between two looks. */
const PAUSE = 200;

/** Milliseconds that a service which runs is given to end at once: `docker run false` runs for a moment, too. */
const SETTLE = 300;

/** Where a port is published whose entry names no address. */
const EVERY_ADDRESS = '0.0.0.0';

/** What says whether a TCP connection can be opened, with what an image may have. Ends with 127 without any of it. */
const TRY_CONNECTION = `h=$0; p=$1
if command -v nc >/dev/null; then nc -w 3 "$h" "$p" </dev/null >/dev/null 2>&1; exit $?; fi
if command -v bash >/dev/null; then bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$h" "$p" 2>/dev/null; exit $?; fi
if command -v python3 >/dev/null; then python3 -c 'import socket,sys; socket.create_connection((sys.argv[1],int(sys.argv[2])),3)' "$h" "$p" 2>/dev/null; exit $?; fi
if command -v wget >/dev/null; then wget -q -T 3 -O /dev/null "http://$h:$p/" 2>/dev/null; c=$?; [ $c -eq 0 ] || [ $c -eq 8 ]; exit $?; fi
exit 127`;

/** Looks at services that are up, or at what is left of them, for one check. */
export class ComposeLook {
  readonly #run: ComposeRun;
  readonly #check: ComposeCheck;
  readonly #signal: AbortSignal | undefined;

  constructor(run: ComposeRun, check: ComposeCheck, signal: AbortSignal | undefined) {
    this.#run = run;
    this.#check = check;
    this.#signal = signal;
  }

  async gather(failure: string | null): Promise<ComposeEvidence> {
    const { services: wanted, http, reaches, commands, persists, within } = this.#check;
    const end = performance.now() + within * 1000;
    await this.#until(end, async () => {
      const found = await this.#details();
      return (
        wanted.every((each) => isAs(each, found.get(each.name))) ||
        wanted.some((each) => this.#isOver(each, found.get(each.name)))
      );
    });
    if (wanted.some(({ state }) => state === 'running')) await delay(SETTLE);
    const answers: (HttpAnswer | 'unpublished' | null)[] = [];
    for (const each of http) answers.push(await this.#answer(each, end));
    const reached: ComposeEvidence['reached'][number][] = [];
    for (const each of reaches) reached.push(await this.#reach(each, end));
    const ran: ComposeEvidence['commands'][number][] = [];
    for (const { service, run } of commands) ran.push(await this.#exec(service, run));
    const services = await this.#services();
    const kept =
      persists.length > 0 && failure === null ? await this.#persist(persists) : persists.map(() => false);
    const published = this.#check.publishes.map(({ service }) => this.#published(service));
    return {
      problems: [],
      failure,
      able: true,
      services,
      published,
      http: answers,
      reached,
      commands: ran,
      kept,
    };
  }

  /** Asks again until it holds or time is over. */
  async #until(end: number, holds: () => Promise<boolean>): Promise<void> {
    for (;;) {
      if (this.#signal?.aborted) throw cancelled();
      if ((await holds()) || performance.now() > end) return;
      await delay(PAUSE);
    }
  }

  /** Whether a service will never be as it should be: it is not there, or has ended for good. */
  #isOver(wanted: ComposeCheck['services'][number], found: ContainerDetails | undefined): boolean {
    if (!found) return true;
    const service = this.#run.loaded.project.services.find(({ name }) => name === wanted.name);
    return found.state === 'exited' && service?.restart.policy === 'no' && !isAs(wanted, found);
  }

  async #details(): Promise<ReadonlyMap<string, ContainerDetails>> {
    const { engine } = this.#run;
    const containers = await containersOf(engine, markOf(this.#run));
    return new Map(
      await Promise.all(
        containers.map(async (each) => [serviceOf(each), await engine.containers.inspect(each.id)] as const),
      ),
    );
  }

  async #services(): Promise<ComposeEvidence['services']> {
    const details = await this.#details();
    const { services, http, commands } = this.#check;
    const names = [
      ...services.map(({ name }) => name),
      ...[...http, ...commands].map(({ service }) => service),
    ];
    const entries = [...new Set(names)].map(async (name) => {
      const found = details.get(name);
      if (!found) return [name, null] as const;
      const { state, health, exitCode } = found;
      return [name, { state, health, exitCode, log: await this.#log(found.id) }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  #published(name: string): readonly string[] | null {
    const service = this.#run.loaded.project.services.find((each) => each.name === name);
    if (!service) return null;
    return service.ports.map(
      ({ hostAddress = EVERY_ADDRESS, hostPort, containerPort }) =>
        `${hostAddress}:${hostPort}:${containerPort}`,
    );
  }

  async #log(container: string): Promise<string> {
    const lines: string[] = [];
    for await (const { text } of this.#run.engine.containers.logs(container, { tail: 20 })) lines.push(text);
    return lines.join('\n');
  }

  async #answer(
    wanted: ComposeCheck['http'][number],
    end: number,
  ): Promise<HttpAnswer | 'unpublished' | null> {
    const declared = this.#run.loaded.project.services
      .find(({ name }) => name === wanted.service)
      ?.ports.some(({ containerPort }) => containerPort === wanted.port);
    if (declared === false) return 'unpublished';
    let answer: HttpAnswer | null = null;
    await this.#until(end, async () => {
      const service = (await this.#details()).get(wanted.service);
      if (service?.state !== 'running') return false;
      answer = await askHttp(service, wanted);
      return answerFits(wanted, answer);
    });
    return answer;
  }

  async #reach(
    { from, to, port, expect }: ComposeCheck['reaches'][number],
    end: number,
  ): Promise<ComposeEvidence['reached'][number]> {
    let reached: ComposeEvidence['reached'][number] = 'no';
    await this.#until(end, async () => {
      const { exitCode } = await this.#exec(from, ['sh', '-c', TRY_CONNECTION, to, String(port)]);
      reached = exitCode === 0 ? 'yes' : exitCode === null || exitCode >= 126 ? 'no-tool' : 'no';
      return !expect || reached !== 'no';
    });
    return reached;
  }

  async #persist(wanted: ComposeCheck['persists']): Promise<readonly boolean[]> {
    const mark = randomUUID();
    const file = (path: string) => `${path.replace(/\/+$/, '')}/.drydock-${mark}`;
    for (const { service, path } of wanted) {
      await this.#exec(service, ['sh', '-c', 'echo kept > "$0"', file(path)], true);
    }
    await down(this.#run);
    if ((await tryUp(this.#run, this.#check, this.#signal)) !== null) return wanted.map(() => false);
    const kept: boolean[] = [];
    for (const { service, path } of wanted) {
      const { exitCode } = await this.#exec(service, ['sh', '-c', 'test -f "$0"', file(path)], true);
      kept.push(exitCode === 0);
    }
    return kept;
  }

  async #exec(
    service: string,
    command: readonly string[],
    asRoot = false,
  ): Promise<ComposeEvidence['commands'][number]> {
    const found = (await this.#details()).get(service);
    if (found?.state !== 'running') return { exitCode: null, stdout: '', stderr: `${service} does not run.` };
    return runIn(this.#run.engine, found.id, { command, ...(asRoot && { user: '0' }) }, this.#signal);
  }
}

/** Why the services could not be brought up; null when they could. */
export async function tryUp(
  run: ComposeRun,
  { profiles }: ComposeCheck,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  try {
    await up(run, { profiles });
    return null;
  } catch (thrown) {
    if (signal?.aborted) throw cancelled(thrown);
    if (!(thrown instanceof DrydockError) || thrown.data.kind === 'engine-unavailable') throw thrown;
    const { message, remedy } = thrown.data;
    return remedy === undefined ? message : `${message} ${remedy}`;
  }
}

function isAs(
  { state, exitCode }: ComposeCheck['services'][number],
  found: ContainerDetails | undefined,
): boolean {
  if (!found) return false;
  if (state === 'exited') return found.state === 'exited' && (exitCode ?? found.exitCode) === found.exitCode;
  return found.state === 'running' && (state === 'running' || found.health === 'healthy');
}

function cancelled(cause?: unknown): DrydockError {
  return new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' }, { cause });
}
