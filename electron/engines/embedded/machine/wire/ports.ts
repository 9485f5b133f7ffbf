import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Wire } from './wire';

/** A port of this computer, and where who connects to it comes out. */
export interface OpenPort {
  readonly hostAddress: string;
  /** 0 for any that is free. */
  readonly hostPort: number;
  /** A container's address in the guest. */
  readonly address: string;
  readonly port: number;
}

/** The ports of this computer that lead into the guest. */
export class Ports {
  readonly #wire: Wire;
  readonly #servers = new Map<number, { readonly server: Server; readonly sockets: Set<Socket> }>();

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Opens one under an id and gives its number. Rejects with the system's error when it cannot be opened. */
  open(id: number, port: OpenPort): Promise<number> {
    const sockets = new Set<Socket>();
    // Half-open: a client that has said all it has to say still waits for the answer.
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      this.#join(socket, port);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: port.hostAddress, port: port.hostPort, exclusive: true }, () => {
        server.removeListener('error', reject);
        server.on('error', () => undefined); // one connection could not be taken: the next may be
        server.unref();
        this.#servers.set(id, { server, sockets });
        resolve((server.address() as AddressInfo).port);
      });
    });
  }

  /** Closes it with all its connections. */
  close(id: number): void {
    const open = this.#servers.get(id);
    this.#servers.delete(id);
    open?.server.close();
    for (const socket of open?.sockets ?? []) socket.destroy();
  }

  #join(socket: Socket, { address, port }: OpenPort): void {
    socket.setNoDelay(true);
    const connection = this.#wire.connect(address, port, {
      data: (bytes) => {
        if (socket.destroyed) {
          connection.abort(); // nobody listens any more
          return;
        }
        socket.write(bytes, () => {
          connection.taken(bytes.length);
        });
      },
      ended: () => {
        socket.end();
      },
      drained: () => {
        socket.resume();
      },
      closed: (why) => {
        if (why !== 'done') socket.resetAndDestroy();
      },
    });
    socket.on('data', (bytes: Buffer) => {
      if (!connection.write(bytes)) socket.pause();
    });
    socket.on('end', () => {
      connection.end();
    });
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', (failed) => {
      // What it said before it left still goes to the container.
      if (failed || !socket.readableEnded) connection.abort();
    });
  }
}
