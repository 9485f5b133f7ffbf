import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkSender } from './chunks';
import { decodeFields, encodeFields, field, numberOf, textOf } from './fields';
import { BrokenLink, encodeFrame, FrameReader } from './frames';
import { ANSWER, CHUNK_SIZE, CHUNKS_UNDERWAY, REQUEST, TAG } from './numbers';

const fields = fc.array(fc.record({ tag: fc.nat(255), bytes: fc.uint8Array({ maxLength: 300 }) }), {
  maxLength: 8,
});
const frames = fc.array(fc.record({ type: fc.nat(255), id: fc.nat(0xffffffff), fields }), { maxLength: 6 });

describe('frames', () => {
  it('come out as they went in, however the bytes are cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (sent, cuts) => {
        const bytes = new Uint8Array(Buffer.concat(sent.map(encodeFrame)));
        const reader = new FrameReader();
        const received = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = cuts[turn % cuts.length]!;
          received.push(...reader.push(bytes.subarray(at, at + length)));
          at += length;
        }
        expect(received).toEqual(sent);
      }),
    );
  });

  it('are refused, never misread, when the bytes are any others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          for (const frame of new FrameReader().push(bytes)) expect(frame.type).toBeLessThan(256);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(BrokenLink);
        }
      }),
    );
  });

  it('carry texts and numbers', () => {
    const payload = encodeFields([field(1, 'tiefgrün'), field(2, 2 ** 40)]);
    const decoded = decodeFields(payload) ?? [];
    expect(textOf(decoded, 1)).toBe('tiefgrün');
    expect(numberOf(decoded, 2)).toBe(2 ** 40);
    expect(numberOf(decoded, 3)).toBeUndefined();
    expect(decodeFields(payload.subarray(0, -1))).toBeUndefined();
  });

  it('have the numbers that the agent has', () => {
    const header = readFileSync(
      join(import.meta.dirname, '../../../../build/guest/agent/protocol.h'),
      'utf8',
    );
    const names = (kind: string) =>
      (new RegExp(`enum ${kind} \\{([^}]*)\\}`).exec(header)?.[1] ?? '')
        .split(',')
        .map((name) => name.trim());
    const numbered = (list: string[]) => {
      let next = 0;
      return list.map((name) => {
        const [, word = '', number] = /^(\w+)(?: = (\d+))?$/.exec(name) ?? [];
        const value = number === undefined ? next : Number(number);
        next = value + 1;
        return [word, value] as const;
      });
    };
    const upper = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const ours = Object.entries({ ...REQUEST, ...ANSWER }).map(([name, value]) => [upper(name), value]);
    expect(numbered(names('frame_type'))).toEqual(ours);
    const tags = Object.entries(TAG).map(([name, value]) => [
      `T_${upper(name).replace('OUT_OF_MEMORY', 'OOM')}`,
      value,
    ]);
    expect(numbered(names('tag'))).toEqual(tags);
  });
});

describe('chunks', () => {
  it('are never more than the guest has buffers for, and lose nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 4 }),
        fc.infiniteStream(fc.integer({ min: 500, max: CHUNK_SIZE * 2 })),
        (messages, credits) => {
          const sent: Uint8Array[] = [];
          const underway: number[] = [];
          let most = 0;
          let longest = 0;
          const sender = new ChunkSender((chunk) => {
            sent.push(chunk);
            underway.push(chunk.length);
            most = Math.max(most, underway.length);
            longest = Math.max(longest, chunk.length);
          });
          const all = messages.map((length, index) => new Uint8Array(length).fill(index + 1));
          for (const message of all) sender.push(message);
          for (let total = underway.reduce((a, b) => a + b, 0); total > 0;) {
            let part = Math.min(credits.next().value, total);
            const credit = part;
            while (part > 0) {
              const taken = Math.min(part, underway[0]!);
              part -= taken;
              underway[0]! -= taken;
              if (underway[0] === 0) underway.shift();
            }
            sender.credit(credit);
            total = underway.reduce((a, b) => a + b, 0);
          }
          expect(Buffer.concat(sent).equals(Buffer.concat(all))).toBe(true);
          expect(most).toBeLessThanOrEqual(CHUNKS_UNDERWAY);
          expect(longest).toBeLessThanOrEqual(CHUNK_SIZE);
        },
      ),
      { numRuns: 50 },
    );
  });
});
