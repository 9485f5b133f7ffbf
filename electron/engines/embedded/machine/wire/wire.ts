import { randomInt } from 'node:crypto';
import type { ConnectionEvents } from './connection';
import { Connection } from './connection';
import type { TcpSegment } from './packets';
import {
  decodeArp,
  decodeFrame,
  decodeIpv4,
  decodeTcp,
  encodeArp,
  encodeFrame,
  encodeIpv4,
  encodeTcp,
  FLAG,
  PROTOCOL_TCP,
  TYPE,
} from './packets';

/** This computer's address on the wire; the guest has the next one (build/guest/agent/network.c). */
const HOST = '192.168.86.1';
const GUEST = '192.168.86.2';
const HOST_CARD = Uint8Array.of(0x02, 0xd0, 0xc4, 0, 0, 1);
const EVERYBODY = new Uint8Array(6).fill(0xff);
const NOBODY = new Uint8Array(6);

const FIRST_PORT = 32_768;
const PORTS = 28_000;

/**
 * This computer's end of the guest's network card: a station that opens TCP connections to containers through the
 * guest, and answers nothing else. There is no way out of it: what the guest sends elsewhere goes nowhere.
 */
export class Wire {
  readonly #transmit: (frame: Uint8Array) => void;
  readonly #connections = new Map<number, { readonly address: string; readonly connection: Connection }>();
  #guestCard: Uint8Array | undefined;
  /** Packets that wait until the guest has said which card it has. */
  #waiting: Uint8Array[] = [];
  #nextPort = randomInt(PORTS);

  constructor(transmit: (frame: Uint8Array) => void) {
    this.#transmit = transmit;
  }

  /** Opens a connection to a port of a container's address. */
  connect(address: string, port: number, events: Omit<ConnectionEvents, 'transmit'>): Connection {
    const local = this.#freePort();
    const connection = new Connection(local, port, randomInt(2 ** 32), {
      ...events,
      transmit: (segment) => {
        this.#sendTo(address, segment);
      },
      closed: (why) => {
        this.#connections.delete(local);
        events.closed(why);
      },
    });
    this.#connections.set(local, { address, connection });
    return connection;
  }

  /** A frame that the guest's card sent. */
  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame?.type === TYPE.arp) this.#receiveArp(frame.payload);
    else if (frame?.type === TYPE.ipv4) this.#receiveIpv4(frame.payload);
  }

  #receiveArp(payload: Uint8Array): void {
    const packet = decodeArp(payload);
    if (packet?.sender !== GUEST) return;
    this.#guestCard = packet.senderCard;
    if (packet.operation === 'request' && packet.target === HOST) {
      const reply = { operation: 'reply', senderCard: HOST_CARD, sender: HOST, target: GUEST } as const;
      this.#transmit(
        encodeFrame(packet.senderCard, HOST_CARD, TYPE.arp, encodeArp(reply, packet.senderCard)),
      );
    }
    for (const waiting of this.#waiting.splice(0)) this.#sendPacket(waiting);
  }

  #receiveIpv4(payload: Uint8Array): void {
    const packet = decodeIpv4(payload);
    if (packet?.destination !== HOST || packet.protocol !== PROTOCOL_TCP) return;
    const segment = decodeTcp(packet.payload, packet.source, HOST);
    if (!segment) return;
    const known = this.#connections.get(segment.destination);
    if (known?.address === packet.source) known.connection.receive(segment);
    else if (!(segment.flags & FLAG.reset)) this.#refuse(packet.source, segment);
  }

  /** The guest still knows a connection that is over here. */
  #refuse(
    address: string,
    { source, destination, flags, sequence, acknowledgement, data }: TcpSegment,
  ): void {
    this.#sendTo(address, {
      source: destination,
      destination: source,
      sequence: flags & FLAG.ack ? acknowledgement : 0,
      acknowledgement: (sequence + data.length + (flags & FLAG.syn ? 1 : 0)) >>> 0,
      flags: FLAG.reset | FLAG.ack,
      window: 0,
      data: new Uint8Array(),
    });
  }

  #sendTo(address: string, segment: TcpSegment): void {
    this.#sendPacket(
      encodeIpv4({
        source: HOST,
        destination: address,
        protocol: PROTOCOL_TCP,
        payload: encodeTcp(segment, HOST, address),
      }),
    );
  }

  #sendPacket(packet: Uint8Array): void {
    if (this.#guestCard) {
      this.#transmit(encodeFrame(this.#guestCard, HOST_CARD, TYPE.ipv4, packet));
      return;
    }
    if (this.#waiting.length < 64) this.#waiting.push(packet); // the rest is sent again
    const request = { operation: 'request', senderCard: HOST_CARD, sender: HOST, target: GUEST } as const;
    this.#transmit(encodeFrame(EVERYBODY, HOST_CARD, TYPE.arp, encodeArp(request, NOBODY)));
  }

  #freePort(): number {
    for (let tries = 0; tries < PORTS; tries++) {
      const port = FIRST_PORT + (this.#nextPort++ % PORTS);
      if (!this.#connections.has(port)) return port;
    }
    throw new Error('Too many connections to containers are open.');
  }
}
