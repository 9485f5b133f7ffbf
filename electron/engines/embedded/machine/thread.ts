import { Worker } from 'node:worker_threads';
import type { MachineEvent, MachinePort, StartMachine } from './messages';

/** Runs machines in threads of this process. `script` is the bundle of worker.ts. */
export function threadStarter(script: string): StartMachine {
  return () => {
    // Standard output belongs to the command line; what v86 prints there is for its authors.
    const worker = new Worker(script, { stdout: true, stderr: true });
    worker.unref(); // an idle machine keeps no process alive
    return threadPort(worker);
  };
}

function threadPort(worker: Worker): MachinePort {
  return {
    post(message) {
      worker.postMessage(message);
    },
    onEvent(listener) {
      worker.on('message', (event: MachineEvent) => {
        listener(event);
      });
      worker.on('error', (error) => {
        listener({ type: 'failed', message: error.message });
      });
    },
    onExit(listener) {
      worker.once('exit', listener);
    },
    terminate() {
      void worker.terminate();
    },
  };
}
