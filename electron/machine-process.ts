/** Runs the embedded engine's machine in a process of its own, so that the app stays responsive beside it. */
import { app, utilityProcess } from 'electron';
import type { MachineEvent, StartMachine } from './engines/embedded/machine/messages';

/** Name under which the process is known to the system and to Electron's measurements. */
const SERVICE = 'Drydock embedded engine';

/** What the machine's process takes now; null while there is none. */
export function machineUse(): { readonly memoryBytes: number; readonly cpuPercent: number } | null {
  const metric = app
    .getAppMetrics()
    .find(({ name, serviceName }) => name === SERVICE || serviceName === SERVICE);
  if (!metric) return null;
  return { memoryBytes: metric.memory.workingSetSize * 1024, cpuPercent: metric.cpu.percentCPUUsage };
}

/** `script` is the bundle of the machine's worker. */
export function processStarter(script: string): StartMachine {
  return () => {
    const child = utilityProcess.fork(script, [], {
      serviceName: SERVICE,
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
