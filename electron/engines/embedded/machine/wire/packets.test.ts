import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksum,
  decodeArp,
  decodeFrame,
  decodeIpv4,
  decodeTcp,
  encodeArp,
  encodeFrame,
  encodeIpv4,
  encodeTcp,
  FLAG,
  TYPE,
} from './packets';

const address = fc.ipV4();
const card = fc.uint8Array({ minLength: 6, maxLength: 6 });
const segment = fc.record({
  source: fc.nat(0xffff),
  destination: fc.nat(0xffff),
  sequence: fc.nat(0xffffffff),
  acknowledgement: fc.nat(0xffffffff),
  flags: fc.nat(63),
  window: fc.nat(0xffff),
  data: fc.uint8Array({ maxLength: 1460 }),
});

describe('packets', () => {
  it('come out as they went in, through all layers', () => {
    fc.assert(
      fc.property(address, address, card, card, segment, (source, destination, to, from, sent) => {
        const payload = encodeTcp(sent, source, destination);
        const bytes = encodeFrame(
          to,
          from,
          TYPE.ipv4,
          encodeIpv4({ source, destination, protocol: 6, payload }),
        );
        const frame = decodeFrame(bytes)!;
        expect(frame.from).toEqual(from);
        const packet = decodeIpv4(frame.payload)!;
        expect(packet).toMatchObject({ source, destination, protocol: 6 });
        expect(decodeTcp(packet.payload, source, destination)).toEqual(sent);
      }),
    );
  });

  it('that were damaged are dropped', () => {
    fc.assert(
      fc.property(segment, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, place, change) => {
        const bytes = encodeTcp(sent, '10.0.0.1', '10.0.0.2');
        bytes[place % bytes.length]! ^= change;
        expect(decodeTcp(bytes, '10.0.0.1', '10.0.0.2')).toBeUndefined();
      }),
    );
  });

  it('are never misread out of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        decodeFrame(bytes);
        decodeArp(bytes);
        decodeTcp(bytes, '10.0.0.1', '10.0.0.2');
        const packet = decodeIpv4(bytes);
        if (packet) expect(packet.payload.length).toBeLessThan(bytes.length);
      }),
    );
  });

  it('carry the largest segment that a station takes', () => {
    const bytes = encodeTcp(
      {
        source: 1,
        destination: 2,
        sequence: 3,
        acknowledgement: 0,
        flags: FLAG.syn,
        window: 9,
        maximum: 1400,
        data: new Uint8Array(),
      },
      '10.0.0.1',
      '10.0.0.2',
    );
    expect(decodeTcp(bytes, '10.0.0.1', '10.0.0.2')?.maximum).toBe(1400);
  });

  it('ask who has an address', () => {
    const packet = {
      operation: 'request',
      senderCard: Uint8Array.of(2, 0, 0, 0, 0, 1),
      sender: '192.168.86.1',
      target: '192.168.86.2',
    } as const;
    expect(decodeArp(encodeArp(packet, new Uint8Array(6)))).toEqual(packet);
  });

  it('have the checksum of RFC 1071', () => {
    expect(checksum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7))).toBe(~0xddf2 & 0xffff);
  });
});
