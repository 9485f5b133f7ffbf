/** The process that runs the machine: a worker thread of Node or a utility process of Electron. */
import { parentPort } from 'node:worker_threads';
import { Machine } from './machine';
import type { MachineEvent, MachineRequest } from './messages';

/** Electron gives a utility process its port here; Electron's own types are not for this folder. */
interface UtilityPort {
  on(event: 'message', listener: (message: { readonly data: MachineRequest }) => void): void;
  postMessage(message: MachineEvent): void;
}

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;
let machine: Machine | undefined;

function tell(event: MachineEvent): void {
  if (utilityPort) utilityPort.postMessage(event);
  else parentPort?.postMessage(event);
}

async function answer(message: MachineRequest): Promise<void> {
  switch (message.type) {
    case 'start':
      machine = new Machine(message.files, {
        output: (bytes) => {
          tell({ type: 'output', bytes });
        },
        console: (text) => {
          tell({ type: 'console', text });
        },
      });
      await machine.run();
      tell({ type: 'started' });
      return;
    case 'input':
      machine?.input(message.bytes);
      return;
    case 'pause':
      return machine?.pause();
    case 'resume':
      return machine?.run();
    default:
      await reply(message.request, () => perform(message));
  }
}

async function perform(
  message: Extract<MachineRequest, { readonly request: number }>,
): Promise<Uint8Array | undefined> {
  switch (message.type) {
    case 'put-file':
      await machine?.putFile(message.name, message.bytes);
      return undefined;
    case 'take-file':
      return machine?.takeFile(message.name);
    case 'remove-file':
      machine?.removeFile(message.name);
      return undefined;
    case 'save':
      return machine?.save();
  }
}

async function reply(request: number, work: () => Promise<Uint8Array | undefined>): Promise<void> {
  try {
    const bytes = await work();
    tell({ type: 'result', request, ...(bytes && { bytes }) });
  } catch (thrown) {
    tell({ type: 'result', request, error: String(thrown) });
  }
}

function receive(message: MachineRequest): void {
  answer(message).catch((thrown: unknown) => {
    tell({
      type: 'failed',
      message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    });
  });
}

if (utilityPort) {
  utilityPort.on('message', ({ data }) => {
    receive(data);
  });
} else {
  parentPort?.on('message', receive);
}
