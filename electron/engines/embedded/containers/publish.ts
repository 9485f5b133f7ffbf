import type { PublishedPort } from '../../../shared/engine/container';
import { DrydockError } from '../../../shared/errors';
import type { Guest } from '../guest';
import type { ContainerDefinition } from './definition';

/** Ports that are open on this computer, until `end`. */
export interface Publication {
  readonly ports: readonly PublishedPort[];
  end(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Opens the ports that a container publishes: who connects to them here reaches the container through the machine's
 * network card. Throws `engine-failed` for a port that is taken, `unsupported` for UDP, `invalid-input` without a network.
 */
export async function publish(
  guest: Guest,
  address: string | null,
  { spec }: ContainerDefinition,
): Promise<Publication> {
  const open: number[] = [];
  const end = async () => {
    await Promise.all(open.map((id) => guest.closePort(id).catch(() => undefined))); // gone with the machine
  };
  const ports: PublishedPort[] = [];
  try {
    for (const { containerPort, protocol, hostPort, hostAddress = LOOPBACK } of spec.ports ?? []) {
      if (protocol === 'udp') throw refusal('unsupported', `The embedded engine publishes no UDP ports.`);
      if (address === null)
        throw refusal('invalid-input', `A container without a network cannot publish port ${containerPort}.`);
      const opened = await guest
        .openPort({ hostAddress, hostPort, address, port: containerPort })
        .catch((cause: unknown) => {
          throw taken(hostAddress, hostPort, cause);
        });
      open.push(opened.id);
      ports.push({ containerPort, protocol, hostAddress, hostPort: opened.hostPort });
    }
    return { ports, end };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

function refusal(kind: 'unsupported' | 'invalid-input', message: string): DrydockError {
  return new DrydockError({ kind, message, remedy: 'Publish a TCP port of a container on a network.' });
}

function taken(address: string, port: number, cause: unknown): unknown {
  if (!(cause instanceof Error) || !/EADDRINUSE|EACCES|EADDRNOTAVAIL/.test(cause.message)) return cause;
  return new DrydockError(
    {
      kind: 'engine-failed', // as Docker answers: the container cannot be started

      message: /EADDRINUSE/.test(cause.message)
        ? `Port ${port} of this computer is taken by another program.`
        : `Port ${port} cannot be opened at ${address} on this computer.`,
      remedy: 'Choose another port, or 0 for any that is free.',
    },
    { cause },
  );
}
