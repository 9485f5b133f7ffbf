/**
 * Name service, RFC 1035: reads a container's question and writes the answer. The embedded engine knows the names of
 * containers alone; for every other name it says that there is none, since it has no way out.
 */

export interface NameQuestion {
  readonly id: number;
  readonly recursion: boolean;
  /** Without the closing dot, in lower case. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** The question as it came, to be repeated. */
  readonly bytes: Uint8Array;
}

/** What is known about a name: its addresses, or, for a question about an address, its name. */
export interface KnownName {
  readonly addresses: readonly string[];
  readonly pointer?: string;
}

const HEAD = 12;
const TYPE_A = 1;
const TYPE_PTR = 12;
const CLASS_INTERNET = 1;
const SECONDS_VALID = 600;
const ANSWERED = 0x8000;
const RECURSION_WANTED = 0x0100;
const RECURSION_OFFERED = 0x0080;
const NO_SUCH_NAME = 3;
/** The name of the question, by a pointer to it. */
const SAME_NAME = 0xc000 | HEAD;

/** Reads a message with one question; undefined for anything else. */
export function readQuestion(message: Uint8Array): NameQuestion | undefined {
  if (message.length < HEAD) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const flags = view.getUint16(2);
  if (flags & ANSWERED || (flags >> 11) & 15 || view.getUint16(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEAD;
  for (;;) {
    const length = message[at++];
    if (length === undefined || length > 63 || at + length > message.length) return undefined;
    if (length === 0) break;
    labels.push(String.fromCharCode(...message.subarray(at, at + length)));
    at += length;
  }
  if (at + 4 > message.length || at - HEAD > 255) return undefined;
  return {
    id: view.getUint16(0),
    recursion: (flags & RECURSION_WANTED) !== 0,
    name: labels.join('.').toLowerCase(),
    type: view.getUint16(at),
    class: view.getUint16(at + 2),
    bytes: message.slice(HEAD, at + 4),
  };
}

/** The answer: what is known; `undefined` means that there is no such name. */
export function writeAnswer(question: NameQuestion, known: KnownName | undefined): Uint8Array {
  const records = known && question.class === CLASS_INTERNET ? recordsFor(question.type, known) : [];
  const size = HEAD + question.bytes.length + records.reduce((sum, data) => sum + 12 + data.length, 0);
  const message = new Uint8Array(size);
  const view = new DataView(message.buffer);
  view.setUint16(0, question.id);
  view.setUint16(
    2,
    ANSWERED | (question.recursion ? RECURSION_WANTED : 0) | RECURSION_OFFERED | (known ? 0 : NO_SUCH_NAME),
  );
  view.setUint16(4, 1);
  view.setUint16(6, records.length);
  message.set(question.bytes, HEAD);
  let at = HEAD + question.bytes.length;
  for (const data of records) {
    view.setUint16(at, SAME_NAME);
    view.setUint16(at + 2, question.type);
    view.setUint16(at + 4, CLASS_INTERNET);
    view.setUint32(at + 6, SECONDS_VALID);
    view.setUint16(at + 10, data.length);
    message.set(data, at + 12);
    at += 12 + data.length;
  }
  return message;
}

/** The address that a question of the kind `2.0.17.172.in-addr.arpa` is about. */
export function reverseAddress(name: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.in-addr\.arpa$/.exec(name);
  return match?.slice(1, 5).reverse().join('.');
}

/** A name that is there but not with this type has an answer without records (RFC 2308, section 2.2). */
function recordsFor(type: number, { addresses, pointer }: KnownName): Uint8Array[] {
  if (type === TYPE_A) return addresses.map((address) => Uint8Array.from(address.split('.').map(Number)));
  if (type === TYPE_PTR && pointer !== undefined) return [encodeName(pointer)];
  return [];
}

function encodeName(name: string): Uint8Array {
  const labels = name.split('.').map((label) => label.slice(0, 63));
  return Uint8Array.from([
    ...labels.flatMap((label) => [
      label.length,
      ...Array.from(label, (letter) => letter.charCodeAt(0) & 0x7f),
    ]),
    0,
  ]);
}
