/**
 * The packets on the wire between this computer and the guest: Ethernet II, ARP (RFC 826), IPv4 (RFC 791) and TCP
 * (RFC 9293), as much of each as two stations that nothing else is between need.
 */

export interface TcpSegment {
  readonly source: number;
  readonly destination: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  /** Largest segment that its sender takes; only with SYN. */
  readonly maximum?: number;
  readonly data: Uint8Array;
}

export interface Ipv4Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly payload: Uint8Array;
}

export interface ArpPacket {
  readonly operation: 'request' | 'reply';
  readonly senderCard: Uint8Array;
  readonly sender: string;
  readonly target: string;
}

export const FLAG = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const;
export const TYPE = { ipv4: 0x0800, arp: 0x0806 } as const;
export const PROTOCOL_TCP = 6;
/** Bytes of data that a segment carries at most over Ethernet. */
export const MAXIMUM_SEGMENT = 1460;

const ETHERNET_HEAD = 14;
const IPV4_HEAD = 20;
const TCP_HEAD = 20;
const ARP_LENGTH = 28;
const EMPTY = new Uint8Array();

/** A frame as the card sends it, padded to the shortest that Ethernet knows. */
export function encodeFrame(to: Uint8Array, from: Uint8Array, type: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(Math.max(60, ETHERNET_HEAD + payload.length));
  frame.set(to, 0);
  frame.set(from, 6);
  new DataView(frame.buffer).setUint16(12, type);
  frame.set(payload, ETHERNET_HEAD);
  return frame;
}

/** Its type, sender and payload; undefined for what is too short. */
export function decodeFrame(
  frame: Uint8Array,
): { readonly from: Uint8Array; readonly type: number; readonly payload: Uint8Array } | undefined {
  if (frame.length < ETHERNET_HEAD) return undefined;
  return {
    from: frame.slice(6, 12),
    type: viewOf(frame).getUint16(12),
    payload: frame.subarray(ETHERNET_HEAD),
  };
}

export function encodeArp(
  { operation, senderCard, sender, target }: ArpPacket,
  targetCard: Uint8Array,
): Uint8Array {
  const packet = new Uint8Array(ARP_LENGTH);
  const view = viewOf(packet);
  view.setUint16(0, 1); // Ethernet
  view.setUint16(2, TYPE.ipv4);
  packet[4] = 6;
  packet[5] = 4;
  view.setUint16(6, operation === 'request' ? 1 : 2);
  packet.set(senderCard, 8);
  packet.set(addressBytes(sender), 14);
  packet.set(targetCard, 18);
  packet.set(addressBytes(target), 24);
  return packet;
}

export function decodeArp(packet: Uint8Array): ArpPacket | undefined {
  if (packet.length < ARP_LENGTH) return undefined;
  const view = viewOf(packet);
  const operation = view.getUint16(6);
  if (view.getUint16(0) !== 1 || view.getUint16(2) !== TYPE.ipv4 || operation < 1 || operation > 2)
    return undefined;
  return {
    operation: operation === 1 ? 'request' : 'reply',
    senderCard: packet.slice(8, 14),
    sender: addressText(packet.subarray(14, 18)),
    target: addressText(packet.subarray(24, 28)),
  };
}

export function encodeIpv4({ source, destination, protocol, payload }: Ipv4Packet): Uint8Array {
  const packet = new Uint8Array(IPV4_HEAD + payload.length);
  const view = viewOf(packet);
  packet[0] = 0x45;
  view.setUint16(2, packet.length);
  view.setUint16(6, 0x4000); // never in fragments
  packet[8] = 64;
  packet[9] = protocol;
  packet.set(addressBytes(source), 12);
  packet.set(addressBytes(destination), 16);
  view.setUint16(10, checksum(packet.subarray(0, IPV4_HEAD)));
  packet.set(payload, IPV4_HEAD);
  return packet;
}

/** Undefined for what is damaged, cut short or a fragment. */
export function decodeIpv4(packet: Uint8Array): Ipv4Packet | undefined {
  if (packet.length < IPV4_HEAD || packet[0]! >> 4 !== 4) return undefined;
  const view = viewOf(packet);
  const head = (packet[0]! & 15) * 4;
  const length = view.getUint16(2);
  if (head < IPV4_HEAD || length < head || length > packet.length) return undefined;
  if (view.getUint16(6) & 0x3fff || checksum(packet.subarray(0, head)) !== 0) return undefined;
  return {
    source: addressText(packet.subarray(12, 16)),
    destination: addressText(packet.subarray(16, 20)),
    protocol: packet[9]!,
    payload: packet.subarray(head, length),
  };
}

export function encodeTcp(segment: TcpSegment, source: string, destination: string): Uint8Array {
  const head = TCP_HEAD + (segment.maximum === undefined ? 0 : 4);
  const bytes = new Uint8Array(head + segment.data.length);
  const view = viewOf(bytes);
  view.setUint16(0, segment.source);
  view.setUint16(2, segment.destination);
  view.setUint32(4, segment.sequence);
  view.setUint32(8, segment.acknowledgement);
  bytes[12] = (head / 4) << 4;
  bytes[13] = segment.flags;
  view.setUint16(14, segment.window);
  if (segment.maximum !== undefined) view.setUint32(TCP_HEAD, 0x0204_0000 | segment.maximum);
  bytes.set(segment.data, head);
  view.setUint16(16, checksum(bytes, pseudoHeader(source, destination, bytes.length)));
  return bytes;
}

/** Undefined for what is damaged or cut short. */
export function decodeTcp(bytes: Uint8Array, source: string, destination: string): TcpSegment | undefined {
  if (bytes.length < TCP_HEAD) return undefined;
  const head = (bytes[12]! >> 4) * 4;
  if (head < TCP_HEAD || head > bytes.length) return undefined;
  if (checksum(bytes, pseudoHeader(source, destination, bytes.length)) !== 0) return undefined;
  const view = viewOf(bytes);
  const maximum = maximumIn(bytes.subarray(TCP_HEAD, head));
  return {
    source: view.getUint16(0),
    destination: view.getUint16(2),
    sequence: view.getUint32(4),
    acknowledgement: view.getUint32(8),
    flags: bytes[13]!,
    window: view.getUint16(14),
    ...(maximum !== undefined && { maximum }),
    data: bytes.slice(head),
  };
}

function maximumIn(options: Uint8Array): number | undefined {
  for (let at = 0; at < options.length && options[at] !== 0;) {
    const length = options[at] === 1 ? 1 : (options[at + 1] ?? 0);
    if (length < 1 || at + length > options.length) return undefined;
    if (options[at] === 2 && length === 4) return viewOf(options).getUint16(at + 2);
    at += length;
  }
  return undefined;
}

/** What TCP's checksum covers besides the segment. */
function pseudoHeader(source: string, destination: string, length: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = addressBytes(source);
  const [e = 0, f = 0, g = 0, h = 0] = addressBytes(destination);
  return (a << 8) + b + (c << 8) + d + (e << 8) + f + (g << 8) + h + PROTOCOL_TCP + length;
}

/** The Internet checksum (RFC 1071): 0 for bytes that hold their own right one. */
export function checksum(bytes: Uint8Array, start = 0): number {
  let sum = start;
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!;
  if (bytes.length % 2 === 1) sum += bytes[bytes.length - 1]! << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

export function addressBytes(text: string): Uint8Array {
  const parts = text.split('.').map(Number);
  return parts.length === 4 ? Uint8Array.from(parts) : EMPTY;
}

function addressText(bytes: Uint8Array): string {
  return bytes.join('.');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
