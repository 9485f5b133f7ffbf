import { randomUUID } from 'node:crypto';
import { splitCommandLine } from '../shared/engine/command-line';
import type { TerminalOrder } from '../shared/engine/methods';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import type { Session } from '../engines/session';

/** Who is told what a terminal shows. */
export interface TerminalListener {
  readonly onOutput: (terminal: string, data: Uint8Array) => void;
  readonly onEnded: (terminal: string, exitCode: number | null) => void;
}

/** Bytes that may be on their way to the window: a page that cannot keep up makes the process wait, not the page. */
const AHEAD = 512 * 1024;

/** Terminals at a time. */
const LIMIT = 32;

/** What is started where no command was typed: the better shell, where the image has it. */
const SHELL = ['/bin/sh', '-c', 'command -v bash >/dev/null 2>&1 && exec bash; exec sh'];

interface Terminal {
  readonly session: Session;
  /** Bytes sent that were not shown yet. */
  ahead: number;
  /** Called when more may be sent. */
  resume: () => void;
}

/** The terminals that are open in the window, each with an id. */
export class Terminals {
  readonly #terminals = new Map<string, Terminal>();

  constructor(readonly listener: TerminalListener) {}

  /** Opens a terminal on a container of ours and gives its id. Throws what attaching or exec throws. */
  async open(engine: Engine, order: TerminalOrder): Promise<string> {
    if (this.#terminals.size >= LIMIT) {
      throw new DrydockError({
        kind: 'refused',
        message: `There are ${LIMIT} terminals open already.`,
        remedy: 'Close one of them.',
      });
    }
    const typed = order.command?.trim() ? splitCommandLine(order.command) : SHELL;
    const session =
      order.kind === 'attach'
        ? await engine.containers.attach(order.container)
        : await engine.containers.exec(order.container, { command: typed, tty: true, stdin: true });
    const id = randomUUID();
    const terminal: Terminal = { session, ahead: 0, resume: () => undefined };
    this.#terminals.set(id, terminal);
    await session.resize(order.columns, order.rows);
    void this.#pump(id, terminal);
    return id;
  }

  /** Types into a terminal; one that has ended takes no more. */
  async write(id: string, text: string): Promise<void> {
    await this.#terminals.get(id)?.session.write(text);
  }

  async resize(id: string, columns: number, rows: number): Promise<void> {
    await this.#terminals.get(id)?.session.resize(columns, rows);
  }

  /** Takes note that the window has shown so many bytes. */
  shown(id: string, bytes: number): void {
    const terminal = this.#terminals.get(id);
    if (!terminal) return;
    terminal.ahead = Math.max(0, terminal.ahead - bytes);
    if (terminal.ahead < AHEAD) terminal.resume();
  }

  /** Lets go of the process. */
  end(id: string): void {
    const terminal = this.#terminals.get(id);
    terminal?.session.close();
    terminal?.resume();
  }

  close(): void {
    for (const id of this.#terminals.keys()) this.end(id);
  }

  async #pump(id: string, terminal: Terminal): Promise<void> {
    for await (const { data } of terminal.session.output) {
      terminal.ahead += data.length;
      this.listener.onOutput(id, new Uint8Array(data)); // a copy: what crosses takes its whole buffer along
      if (terminal.ahead >= AHEAD) await new Promise<void>((resolve) => (terminal.resume = resolve));
    }
    const exitCode = await terminal.session.exit;
    this.#terminals.delete(id);
    this.listener.onEnded(id, exitCode);
  }
}
