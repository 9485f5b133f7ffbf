import type { TcpSegment } from './packets';
import { FLAG, MAXIMUM_SEGMENT } from './packets';
import { ByteQueue } from './byte-queue';

/** What a connection tells and needs of its surroundings. */
export interface ConnectionEvents {
  /** A segment for the wire. */
  transmit(segment: TcpSegment): void;
  /** Bytes came; `taken` must be called when they are gone. */
  data(bytes: Uint8Array): void;
  /** The other side sends no more. */
  ended(): void;
  /** What was written has left so far that more may be. */
  drained(): void;
  /** It is over: well, or because the other side refused, reset or fell silent. */
  closed(why: 'done' | 'refused' | 'reset' | 'silent'): void;
}

/** Bytes that the other side may send before they are taken. */
const WINDOW = 0xffff;
/** Bytes that may be written before the writer should wait. */
const WRITE_CAP = 256 * 1024;
/** Milliseconds after which what was not acknowledged is sent again, doubled each time; the guest may be slow. */
const PATIENCE_MS = 1_000;
const TRIES = 6;
/** The same for the first segment: a program of this computer waits for it, and the kernel answers it by itself. */
const OPENING_PATIENCE_MS = 250;

/**
 * One TCP connection that this side opened (RFC 9293). The wire keeps order and loses next to nothing, so what is lost
 * is simply sent again from the first unacknowledged byte on, and what comes out of order is waited for.
 */
export class Connection {
  readonly #ports: { readonly local: number; readonly remote: number };
  readonly #events: ConnectionEvents;
  #state: 'opening' | 'open' | 'closed' = 'opening';
  /** First unacknowledged and next number to send; numbers count modulo 2^32. */
  #first: number;
  #next: number;
  /** Behind the last number that was ever sent: what is sent again may be acknowledged before it has left again. */
  #furthest: number;
  #expected = 0;
  #theirWindow = 0;
  #maximum = MAXIMUM_SEGMENT;
  /** Bytes from `#first` on; a FIN takes the number behind them. */
  readonly #unsent = new ByteQueue();
  #ending = false;
  #endSent = false;
  #endAcknowledged = false;
  #theyEnded = false;
  #untaken = 0;
  #full = false;
  #timer: NodeJS.Timeout | undefined;
  #tries = 0;

  constructor(local: number, remote: number, start: number, events: ConnectionEvents) {
    this.#ports = { local, remote };
    this.#events = events;
    this.#first = start >>> 0;
    this.#next = (start + 1) >>> 0;
    this.#furthest = this.#next;
    this.#send(FLAG.syn, this.#first, undefined, MAXIMUM_SEGMENT);
    this.#wait();
  }

  /** Sends bytes; false when the writer should wait for `drained`. */
  write(bytes: Uint8Array): boolean {
    if (this.#state === 'closed' || this.#ending || bytes.length === 0) return true;
    this.#unsent.add(bytes);
    this.#push();
    this.#full = this.#unsent.length > WRITE_CAP;
    return !this.#full;
  }

  /** No more will be written. */
  end(): void {
    if (this.#state === 'closed' || this.#ending) return;
    this.#ending = true;
    this.#push();
  }

  /** So many bytes of `data` are gone. */
  taken(bytes: number): void {
    const before = this.#window;
    this.#untaken -= bytes;
    // The other side may be waiting for room.
    if (this.#state === 'open' && before < WINDOW / 2 && this.#window >= WINDOW / 2) this.#acknowledge();
  }

  /** Ends it at once. */
  abort(): void {
    if (this.#state === 'closed') return;
    this.#send(FLAG.reset | FLAG.ack, this.#next);
    this.#close('done');
  }

  /** A segment from the other side. */
  receive(segment: TcpSegment): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'opening') this.#opened(segment);
    else this.#continued(segment);
  }

  get #window(): number {
    return Math.max(0, WINDOW - this.#untaken);
  }

  #opened(segment: TcpSegment): void {
    const ours = segment.flags & FLAG.ack && segment.acknowledgement === this.#next;
    if (segment.flags & FLAG.reset) {
      if (ours) this.#close('refused');
      return;
    }
    if (!ours || !(segment.flags & FLAG.syn)) return;
    this.#state = 'open';
    this.#first = this.#next;
    this.#expected = (segment.sequence + 1) >>> 0;
    this.#theirWindow = segment.window;
    this.#maximum = Math.min(MAXIMUM_SEGMENT, Math.max(1, segment.maximum ?? 536));
    this.#settle();
    this.#acknowledge();
    this.#push();
  }

  #continued(segment: TcpSegment): void {
    const offset = distance(this.#expected, segment.sequence);
    if (segment.flags & FLAG.reset) {
      if (offset >= 0 && offset <= WINDOW) this.#close('reset');
      return;
    }
    if (segment.flags & FLAG.syn) {
      this.#acknowledge(); // our acknowledgement of it was lost
      return;
    }
    if (segment.flags & FLAG.ack) this.#acknowledged(segment);
    if (this.#isClosed()) return;
    this.#take(segment, offset);
    if (this.#isClosed()) return;
    this.#push();
    this.#finish();
  }

  #acknowledged({ acknowledgement, window }: TcpSegment): void {
    this.#theirWindow = window;
    this.#tries = 0; // it has no room, perhaps, but it is there
    let bytes = distance(this.#first, acknowledgement);
    if (bytes <= 0 || bytes > distance(this.#first, this.#furthest)) return;
    this.#first = acknowledgement;
    if (distance(this.#next, this.#first) > 0) this.#next = this.#first;
    if (bytes === this.#unsent.length + 1) {
      this.#endAcknowledged = true;
      bytes--;
    }
    this.#unsent.drop(bytes);
    this.#settle();
    if (this.#first !== this.#next) this.#wait();
    if (this.#full && this.#unsent.length <= WRITE_CAP / 2) {
      this.#full = false;
      this.#events.drained();
    }
  }

  /** Takes what is new of a segment whose first byte is `offset` behind the one that is expected. */
  #take(segment: TcpSegment, offset: number): void {
    const ends = (segment.flags & FLAG.fin) !== 0;
    const length = segment.data.length + (ends ? 1 : 0);
    if (length === 0) return;
    if (offset > 0 || offset + length <= 0 || this.#theyEnded) {
      this.#acknowledge(); // what comes too early comes again; what came before is known
      return;
    }
    const room = this.#window;
    const fresh = segment.data.subarray(-offset, -offset + room);
    const whole = fresh.length === segment.data.length + offset;
    this.#expected = (this.#expected + fresh.length + (ends && whole ? 1 : 0)) >>> 0;
    this.#untaken += fresh.length;
    if (ends && whole) this.#theyEnded = true;
    this.#acknowledge();
    if (fresh.length > 0) this.#events.data(fresh);
    if (ends && whole) this.#events.ended();
  }

  /** Sends what the other side has room for. */
  #push(): void {
    if (this.#state !== 'open') return;
    for (;;) {
      const underway = distance(this.#first, this.#next);
      const left = this.#unsent.length - underway;
      const room = this.#theirWindow - underway;
      if (left > 0 && (room > 0 || underway === 0)) {
        // With no room at all one byte asks whether there is again.
        const data = this.#unsent.slice(underway, Math.min(left, this.#maximum, Math.max(1, room)));
        this.#transmitData(data);
        continue;
      }
      if (left === 0 && this.#ending && !this.#endSent && !this.#endAcknowledged) {
        this.#endSent = true;
        this.#send(FLAG.fin | FLAG.ack, this.#next);
        this.#advance(1);
      }
      return;
    }
  }

  #transmitData(data: Uint8Array): void {
    this.#send(FLAG.ack | FLAG.push, this.#next, data);
    this.#advance(data.length);
  }

  #advance(by: number): void {
    this.#next = (this.#next + by) >>> 0;
    if (distance(this.#furthest, this.#next) > 0) this.#furthest = this.#next;
    this.#wait();
  }

  #acknowledge(): void {
    this.#send(FLAG.ack, this.#next);
  }

  #send(flags: number, sequence: number, data: Uint8Array = new Uint8Array(), maximum?: number): void {
    this.#events.transmit({
      source: this.#ports.local,
      destination: this.#ports.remote,
      sequence,
      acknowledgement: flags & FLAG.ack ? this.#expected : 0,
      flags,
      window: this.#window,
      ...(maximum !== undefined && { maximum }),
      data,
    });
  }

  /** Something is underway: it is sent again when nobody acknowledges it in time. */
  #wait(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#again();
      },
      (this.#state === 'opening' ? OPENING_PATIENCE_MS : PATIENCE_MS) * 2 ** this.#tries,
    );
    this.#timer.unref();
  }

  #again(): void {
    if (++this.#tries > TRIES) {
      this.#close('silent');
      return;
    }
    if (this.#state === 'opening') this.#send(FLAG.syn, this.#first, undefined, MAXIMUM_SEGMENT);
    else {
      this.#next = this.#first;
      this.#endSent &&= this.#endAcknowledged;
      this.#push();
    }
    this.#wait();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tries = 0;
  }

  #finish(): void {
    if (this.#theyEnded && this.#endAcknowledged) this.#close('done');
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #close(why: 'done' | 'refused' | 'reset' | 'silent'): void {
    this.#state = 'closed';
    this.#settle();
    this.#unsent.clear();
    this.#events.closed(why);
  }
}

/** How far `to` lies behind `from`, modulo 2^32; negative when it lies before. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
