/** The process that runs the machine: a worker thread of Node or a utility process of Electron. */
import { parentPort } from 'node:worker_threads';
import { Machine } from './machine';
import type { MachineEvent, MachineRequest } from './messages';
import { Ports } from './wire/ports';

/** Electron gives a utility process its port here; Electron's own types are not for this folder. */
interface UtilityPort {
  on(event: 'message', listener: (message: { readonly data: MachineRequest }) => void): void;
  postMessage(message: MachineEvent): void;
}

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;
let machine: Machine | undefined;
let ports: Ports | undefined;

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
      ports = new Ports(machine.wire);
      await machine.run();
      tell({ type: 'started', restored: message.files.start.kind === 'restore' });
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
): Promise<Uint8Array | number | undefined> {
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
    case 'open-port':
      return ports?.open(message.request, message.port);
    case 'close-port':
      ports?.close(message.id);
      return undefined;
  }
}

async function reply(request: number, work: () => Promise<Uint8Array | number | undefined>): Promise<void> {
  try {
    const result = await work();
    if (typeof result === 'number') tell({ type: 'result', request, value: result });
    else tell({ type: 'result', request, ...(result && { bytes: result }) });
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
