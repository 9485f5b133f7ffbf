import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MachineEvent, StartMachine } from '../../../electron/engines/embedded/machine/messages';

const HOST = fileURLToPath(new URL('machine-host.mjs', import.meta.url));
/** How Linux counts the time of processes (proc(5)): ticks a second, and bytes of a page. */
const TICKS = 100;
const PAGE = 4096;

/** A machine in a process of its own, as the app has it, and what that process takes. */
export class MachineProcess {
  readonly start: StartMachine;
  #child: ChildProcess | undefined;

  /** `bundle` is out/machine/machine.cjs. */
  constructor(bundle: string) {
    this.start = () => {
      const child = fork(HOST, [bundle], {
        execArgv: ['--expose-gc'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      this.#child = child;
      child.once('exit', () => {
        if (this.#child === child) this.#child = undefined;
      });
      return {
        post: (message) => void child.send(message),
        onEvent: (listener) => {
          child.on('message', (event) => {
            listener(event as MachineEvent);
          });
        },
        onExit: (listener) => child.once('exit', listener),
        terminate: () => void child.kill('SIGKILL'),
      };
    };
  }

  /** Bytes in memory, without garbage; 0 while there is no process. */
  async memory(): Promise<number> {
    if (!this.#child) return 0;
    this.#child.kill('SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return Number(this.#read('statm')?.split(' ')[1] ?? 0) * PAGE;
  }

  /** Milliseconds of the processor since its start. */
  processor(): number {
    const fields =
      this.#read('stat')
        ?.replace(/^.*\) /s, '')
        .split(' ') ?? [];
    return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS) * 1000;
  }

  #read(file: string): string | undefined {
    const pid = this.#child?.pid;
    return pid === undefined ? undefined : readFileSync(`/proc/${pid}/${file}`, 'utf8');
  }
}
