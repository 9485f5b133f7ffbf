/** Runs the embedded engine's machine in a process of its own, so that the app stays responsive beside it. */
import { utilityProcess } from 'electron';
import type { MachineEvent, StartMachine } from './engines/embedded/machine/messages';

/** `script` is the bundle of the machine's worker. */
export function processStarter(script: string): StartMachine {
  return () => {
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Drydock embedded engine',
      stdio: 'ignore',
    });
    return {
      post(message) {
        child.postMessage(message);
      },
      onEvent(listener) {
        child.on('message', (event: MachineEvent) => {
          listener(event);
        });
      },
      onExit(listener) {
        child.once('exit', listener);
      },
      terminate() {
        child.kill();
      },
    };
  };
}
