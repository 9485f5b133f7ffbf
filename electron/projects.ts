import { randomUUID } from 'node:crypto';
import type { ComposeRun, LoadedProject } from './compose';
import type { Engine } from './engines/engine';
import type { ComposeContainer, ComposeEvent, ComposeLogLine } from './shared/compose';
import type { ComposeUpOrder, ComposeView } from './shared/compose/methods';
import type { ErrorData } from './shared/errors';
import { DrydockError, toErrorData } from './shared/errors';

/** What the service of Compose projects needs of its surroundings. */
export interface ProjectsOptions {
  /** The engine to run on, chosen anew each time. */
  readonly engine: () => Promise<Engine>;
  /** Absolute path of a workspace's files. */
  readonly folder: (workspace: string) => Promise<string>;
  readonly onEvent?: (run: string, workspace: string, event: ComposeEvent) => void;
  /** Called once for each run; null for one that did what it was to do. */
  readonly onEnded?: (run: string, workspace: string, error: ErrorData | null) => void;
  readonly onLogs?: (follow: string, lines: readonly ComposeLogLine[]) => void;
  readonly onLogsEnded?: (follow: string, error: ErrorData | null) => void;
  /** Milliseconds that bringing up or down may take; half an hour by default. */
  readonly timeoutMs?: number;
}

/** Loaded when it is first needed: most workspaces have no Compose file. */
const runner = () => import('./compose');

const DEFAULT_TIMEOUT_MS = 30 * 60 * 1000;

/** Lines of each service's past that a log begins with. */
const TAIL = 1000;
/** Lines that are sent together, and milliseconds that the first of them waits for the others. */
const BATCH = 500;
const BATCH_PAUSE = 30;

/** The Compose projects of workspaces: brought up and down one run at a time, and stopped with the app. */
export class Projects {
  readonly #options: ProjectsOptions;
  readonly #runs = new Map<
    string,
    { readonly workspace: string; readonly controller: AbortController; ended: Promise<void> }
  >();
  readonly #follows = new Map<string, AbortController>();
  /** What was brought up from here, with the engine that has it. */
  readonly #up = new Map<string, Omit<ComposeRun, 'signal'>>();

  constructor(options: ProjectsOptions) {
    this.#options = options;
  }

  /** The Compose file of a workspace, as it was understood; null where there is none. */
  async view(workspace: string): Promise<ComposeView | null> {
    const { findComposeFile, toView } = await runner();
    const folder = await this.#options.folder(workspace);
    return findComposeFile(folder) === undefined ? null : toView(await this.#load(workspace, folder));
  }

  /** The containers of a workspace's project. */
  async list(workspace: string): Promise<readonly ComposeContainer[]> {
    const { listProject, markOf } = await runner();
    const { loaded, engine } = await this.#open(workspace);
    return listProject(engine, markOf({ loaded, owner: workspace }), loaded.project);
  }

  /** Brings services up; see `compose.up` of the contract for all four. Throws `conflict` while another run goes on. */
  up(workspace: string, order: ComposeUpOrder): Promise<string> {
    return this.#start(workspace, async (run) => {
      this.#up.set(workspace, run);
      await (await runner()).up(run, { ...order, wait: true });
    });
  }

  down(workspace: string, options: { readonly volumes?: boolean }): Promise<string> {
    return this.#start(workspace, async (run) => {
      await (await runner()).down(run, options);
      this.#up.delete(workspace);
    });
  }

  restart(workspace: string, service: string): Promise<string> {
    return this.#start(workspace, async (run) => (await runner()).restart(run, service));
  }

  stop(workspace: string, service: string): Promise<string> {
    return this.#start(workspace, async (run) => (await runner()).stop(run, service));
  }

  /** Ends a run early; one that has ended already is none of our business any more. */
  cancel(run: string): void {
    this.#runs.get(run)?.controller.abort();
  }

  /** Follows the logs of services, or of all, and gives an id. */
  async follow(workspace: string, services: readonly string[] | null): Promise<string> {
    const { markOf, projectLogs } = await runner();
    const { loaded, engine } = await this.#open(workspace);
    const id = randomUUID();
    const controller = new AbortController();
    this.#follows.set(id, controller);
    const mark = markOf({ loaded, owner: workspace });
    const lines = projectLogs(engine, mark, services, {
      follow: true,
      tail: TAIL,
      signal: controller.signal,
    });
    void this.#send(id, lines)
      .then(
        () => null,
        (thrown: unknown) => (controller.signal.aborted ? null : toErrorData(thrown)),
      )
      .then((error) => {
        this.#follows.delete(id);
        this.#options.onLogsEnded?.(id, error);
      });
    return id;
  }

  unfollow(follow: string): void {
    this.#follows.get(follow)?.abort();
  }

  /** Ends runs and logs, and stops what was brought up from here. */
  async close(): Promise<void> {
    for (const controller of this.#follows.values()) controller.abort();
    const runs = [...this.#runs.values()];
    for (const { controller } of runs) controller.abort();
    await Promise.all(runs.map(({ ended }) => ended));
    if (this.#up.size === 0) return;
    const { stopAll } = await runner();
    const { signal } = new AbortController();
    await Promise.allSettled([...this.#up.values()].map((run) => stopAll({ ...run, signal })));
  }

  async #start(workspace: string, work: (run: ComposeRun) => Promise<void>): Promise<string> {
    if ([...this.#runs.values()].some((run) => run.workspace === workspace)) {
      throw new DrydockError({
        kind: 'conflict',
        message: 'The services of these files are being brought up or down already.',
        remedy: 'Wait for that, or cancel it.',
      });
    }
    const id = randomUUID();
    const controller = new AbortController();
    const entry = { workspace, controller, ended: Promise.resolve() };
    this.#runs.set(id, entry); // before anything is awaited, so that a second click cannot start a second run
    try {
      const run: ComposeRun = {
        ...(await this.#open(workspace)),
        owner: workspace,
        signal: controller.signal,
        onEvent: (event) => this.#options.onEvent?.(id, workspace, event),
      };
      entry.ended = this.#carryOut(id, run, controller, work);
    } catch (thrown) {
      this.#runs.delete(id);
      throw thrown;
    }
    return id;
  }

  async #carryOut(
    id: string,
    run: ComposeRun,
    controller: AbortController,
    work: (run: ComposeRun) => Promise<void>,
  ): Promise<void> {
    const limit = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, limit);
    timer.unref();
    let error: ErrorData | null = null;
    try {
      await work(run);
    } catch (thrown) {
      error = late ? tookTooLong(limit) : toErrorData(thrown);
    } finally {
      clearTimeout(timer);
      this.#runs.delete(id);
    }
    this.#options.onEnded?.(id, run.owner, error);
  }

  async #send(id: string, source: AsyncIterable<ComposeLogLine>): Promise<void> {
    let lines: ComposeLogLine[] = [];
    let timer: NodeJS.Timeout | undefined;
    const send = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (lines.length > 0) this.#options.onLogs?.(id, lines);
      lines = [];
    };
    try {
      for await (const line of source) {
        lines.push(line);
        if (lines.length >= BATCH) {
          send();
          await new Promise((resolve) => setImmediate(resolve)); // a flood must not keep other requests waiting
        } else timer ??= setTimeout(send, BATCH_PAUSE);
      }
    } finally {
      send();
    }
  }

  async #open(workspace: string): Promise<{ loaded: LoadedProject; engine: Engine }> {
    const folder = await this.#options.folder(workspace);
    return { loaded: await this.#load(workspace, folder), engine: await this.#options.engine() };
  }

  async #load(workspace: string, folder: string): Promise<LoadedProject> {
    const { CONFINED, loadProject } = await runner();
    return loadProject({ folder, name: projectNameOf(workspace), policy: CONFINED });
  }
}

/**
 * The name of a workspace's project, whatever its file says: what a course's file is called must not be able to meet
 * what the learner runs by hand. `drydock-<course>-<lab>`, or `drydock-scratch-<8 digits>`.
 */
export function projectNameOf(workspace: string): string {
  const [kind, course = 'unnamed', , lab = ''] = workspace.split('/');
  return kind === 'lab' ? `drydock-${course}-${lab}` : `drydock-scratch-${course.slice(0, 8)}`;
}

function tookTooLong(limit: number): ErrorData {
  return {
    kind: 'cancelled',
    message: `That was stopped because it took longer than ${Math.round(limit / 1000)} seconds.`,
    remedy: 'Look which service does not come up, and at its log.',
  };
}
