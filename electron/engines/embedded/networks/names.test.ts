import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuestion, reverseAddress, writeAnswer } from './names';

/** A question as busybox asks it: one name, recursion wanted. */
function ask(name: string, type: number): Uint8Array {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Uint8Array.of(0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1);
}

describe('name service', () => {
  it('answers with every address of a name', () => {
    const question = readQuestion(ask('Web', 1))!;
    expect(question).toMatchObject({ id: 0x1234, name: 'web', type: 1, recursion: true });
    const answer = writeAnswer(question, { addresses: ['172.18.0.2', '172.18.0.3'] });
    expect([...answer.subarray(0, 12)]).toEqual([0x12, 0x34, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0]);
    expect([...answer.subarray(-16)]).toEqual([0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 172, 18, 0, 3]);
  });

  it('says that a name is not there, and that one has no address of another kind', () => {
    const flags = (answer: Uint8Array) => [answer[3]! & 15, answer[7]];
    expect(flags(writeAnswer(readQuestion(ask('nobody', 1))!, undefined))).toEqual([3, 0]);
    expect(flags(writeAnswer(readQuestion(ask('web', 28))!, { addresses: ['172.18.0.2'] }))).toEqual([0, 0]);
  });

  it('names an address', () => {
    const question = readQuestion(ask('2.0.18.172.in-addr.arpa', 12))!;
    expect(reverseAddress(question.name)).toBe('172.18.0.2');
    const answer = writeAnswer(question, { addresses: [], pointer: 'web.front' });
    expect(Buffer.from(answer).includes(Buffer.from('\x03web\x05front\0'))).toBe(true);
  });

  it('reads any bytes as a question or as none, and repeats a question as it came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const question = readQuestion(bytes);
        if (!question) return;
        const answer = writeAnswer(question, { addresses: ['1.2.3.4'] });
        expect(answer.subarray(12, 12 + question.bytes.length)).toEqual(question.bytes);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (tail) => {
        readQuestion(Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...tail));
      }),
    );
  });
});
