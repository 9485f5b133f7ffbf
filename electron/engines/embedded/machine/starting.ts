import { GuestLost } from '../guest-error';
import type { MachinePort, StartMachine } from './messages';

/** A process for a machine that may have none yet. */
export interface Starting {
  readonly port: MachinePort;
  /** Resolves when the machine in it listens. */
  readonly alive: Promise<void>;
  used: boolean;
}

/** Starts a process for a machine. */
export function startProcess(start: StartMachine): Starting {
  const port = start();
  const starting: Starting = { port, alive: signOfLife(port), used: false };
  starting.alive.catch(() => undefined); // whoever begins a machine in it hears of it
  return starting;
}

/** Resolves when the machine listens: a restored one at once, a booting one when its agent says so. */
function signOfLife(port: MachinePort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.onEvent((event) => {
      if (event.type === 'started' && event.restored) resolve();
      else if (event.type === 'console' && event.text.includes('agent: ready')) resolve();
      else if (event.type === 'failed') reject(new GuestLost(event.message));
    });
    port.onExit(() => {
      reject(new GuestLost('The embedded machine ended while it started.'));
    });
  });
}
