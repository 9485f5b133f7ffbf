import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection';
import type { TcpSegment } from './packets';
import { FLAG } from './packets';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The other side as a plain receiver and sender: takes what comes in order, sends its own text in small pieces. */
class Peer {
  received: number[] = [];
  theyEnded = false;
  #expected = 0;
  #next = 5000;
  readonly #first = 5001;
  #acknowledged = 5001;
  readonly #text: Uint8Array;
  readonly #answer: (segment: TcpSegment) => void;
  readonly #room: number;

  constructor(text: Uint8Array, room: number, answer: (segment: TcpSegment) => void) {
    this.#text = text;
    this.#room = room;
    this.#answer = answer;
  }

  receive({ flags, sequence, acknowledgement, data }: TcpSegment): void {
    if (flags & FLAG.syn) {
      this.#expected = (sequence + 1) >>> 0;
      this.#send(FLAG.syn | FLAG.ack, 5000);
      this.#next = 5001;
      return;
    }
    this.#acknowledged = Math.max(this.#acknowledged, acknowledgement);
    const fresh = sequence === this.#expected;
    if (fresh) {
      this.received.push(...data);
      this.#expected = (this.#expected + data.length + (flags & FLAG.fin ? 1 : 0)) >>> 0;
      if (flags & FLAG.fin) this.theyEnded = true;
    }
    if (data.length > 0 || flags & FLAG.fin) this.#send(FLAG.ack, this.#next);
    this.speak();
  }

  /** Sends from the first byte that was not acknowledged. */
  speak(): void {
    const at = this.#acknowledged - this.#first;
    if (at > this.#text.length) return;
    const data = this.#text.subarray(at, at + 700);
    const last = at + data.length === this.#text.length;
    this.#send(FLAG.ack | (last ? FLAG.fin : 0), this.#acknowledged, data);
    this.#next = this.#acknowledged + data.length + (last ? 1 : 0);
  }

  #send(flags: number, sequence: number, data: Uint8Array = new Uint8Array()): void {
    this.#answer({
      source: 80,
      destination: 40_000,
      sequence,
      acknowledgement: this.#expected,
      flags,
      window: this.#room,
      maximum: 1460,
      data,
    });
  }
}

interface Meeting {
  readonly text: Uint8Array;
  readonly theirs: Uint8Array;
  readonly room: number;
  /** Whether each segment arrives, in turn. */
  readonly arrives: () => boolean;
  readonly start: number;
}

function meet({ text, theirs, room, arrives, start }: Meeting) {
  const heard: number[] = [];
  const queue: (() => void)[] = [];
  let ended = false;
  let closed: string | undefined;
  const peer = new Peer(theirs, room, (segment) => {
    if (arrives()) queue.push(() => connection.receive(segment));
  });
  const connection: Connection = new Connection(40_000, 80, start, {
    transmit: (segment) => {
      if (arrives()) queue.push(() => peer.receive(segment));
    },
    data: (bytes) => {
      heard.push(...bytes);
      queue.push(() => connection.taken(bytes.length));
    },
    ended: () => (ended = true),
    drained: () => undefined,
    closed: (why) => (closed = why),
  });
  connection.write(text);
  connection.end();
  for (let turn = 0; turn < 5_000 && closed === undefined; turn++) {
    const next = queue.shift();
    if (next) next();
    else {
      vi.advanceTimersByTime(1_000);
      peer.speak();
    }
  }
  return { heard, ended, closed, peer };
}

describe('a connection', () => {
  it('carries both texts whole, whatever is lost and however small the room is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 6_000 }),
        fc.uint8Array({ maxLength: 3_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.nat(0xffffffff),
        (text, theirs, room, luck, start) => {
          let turn = 0;
          // At most one in five is lost, so that the connection never gives up.
          const arrives = () => luck[turn++ % luck.length]! > 0 || turn % 5 !== 0;
          const { heard, ended, closed, peer } = meet({ text, theirs, room: room + 200, arrives, start });
          expect(closed).toBe('done');
          expect(Uint8Array.from(peer.received)).toEqual(text);
          expect(Uint8Array.from(heard)).toEqual(theirs);
          expect(ended).toBe(true);
          expect(peer.theyEnded).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that nobody answers is given up', () => {
    const { closed } = meet({
      text: new Uint8Array(3),
      theirs: new Uint8Array(),
      room: 1000,
      arrives: () => false,
      start: 7,
    });
    expect(closed).toBe('silent');
  });

  const sent: TcpSegment[] = [];
  let closed = '';
  const open = () => {
    closed = '';
    return new Connection(1, 2, 100, {
      transmit: (segment) => sent.push(segment),
      data: () => undefined,
      ended: () => undefined,
      drained: () => undefined,
      closed: (why) => (closed = why),
    });
  };
  const theirs = { source: 2, destination: 1, sequence: 10, flags: FLAG.ack, data: new Uint8Array() };
  const welcome = { ...theirs, sequence: 9, acknowledgement: 101, flags: FLAG.syn | FLAG.ack };

  it('hears of what was sent before it went back to send it again', () => {
    const connection = open();
    connection.receive({ ...welcome, window: 3_000 });
    connection.write(new Uint8Array(2_000));
    connection.receive({ ...theirs, acknowledgement: 101, window: 500 }); // the room has become small
    vi.advanceTimersByTime(1_100);
    expect(sent.at(-1)!.sequence).toBe(101);
    connection.receive({ ...theirs, acknowledgement: 2_101, window: 500 }); // all of it had come
    connection.end();
    expect(sent.at(-1)).toMatchObject({ sequence: 2_101, flags: FLAG.fin | FLAG.ack });
    connection.abort();
  });

  it('waits for as long as the other side has no room and says so, and gives up a silent one', () => {
    const connection = open();
    connection.receive({ ...welcome, window: 0 });
    connection.write(new Uint8Array(10));
    for (let minute = 0; minute < 10; minute++) {
      vi.advanceTimersByTime(60_000);
      connection.receive({ ...theirs, acknowledgement: 101, window: 0 });
    }
    expect(closed).toBe('');
    vi.advanceTimersByTime(200_000);
    expect(closed).toBe('silent');
    open();
    vi.advanceTimersByTime(40_000); // whom nobody answers at all, a program waits for
    expect(closed).toBe('silent');
  });

  it('that is refused or reset is over', () => {
    const reset = { source: 2, destination: 1, window: 0, data: new Uint8Array() };
    const refused = open();
    refused.receive({ ...reset, sequence: 0, acknowledgement: 55, flags: FLAG.reset | FLAG.ack });
    expect(closed).toBe(''); // about another connection
    refused.receive({ ...reset, sequence: 0, acknowledgement: 101, flags: FLAG.reset | FLAG.ack });
    expect(closed).toBe('refused');
    const established = open();
    established.receive({
      ...reset,
      sequence: 9,
      acknowledgement: 101,
      flags: FLAG.syn | FLAG.ack,
      window: 9,
    });
    established.receive({ ...reset, sequence: 10, acknowledgement: 101, flags: FLAG.reset });
    expect(closed).toBe('reset');
  });
});
