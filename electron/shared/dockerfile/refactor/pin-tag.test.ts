import { describe, expect, it } from 'vitest';
import { applyEdits } from '../fix';
import { parseDockerfile } from '../parse';
import { pinTagFixes } from './pin-tag';

const installed = [
  { name: 'busybox:latest', id: 'a' },
  { name: 'busybox:1.9', id: 'b' },
  { name: 'busybox:1.36', id: 'c' },
  { name: 'busybox:1.35', id: 'a' },
  { name: 'other/busybox:2', id: 'd' },
  { name: '<none>:<none>', id: 'e' },
];

function offers(source: string, images = installed): readonly (readonly [string, string])[] {
  const [instruction] = parseDockerfile(source).instructions;
  if (!instruction) throw new Error('the sample has an instruction');
  return pinTagFixes(instruction, images).map(({ title, edits }) => [title, applyEdits(source, edits)]);
}

describe('pinTagFixes', () => {
  it('offers the tag of the very image first, then the newest', () => {
    expect(offers('FROM busybox AS one\n')).toEqual([
      ['Pin to busybox:1.35, the image that is installed here', 'FROM busybox:1.35 AS one\n'],
      ['Use busybox:1.36, which is installed here', 'FROM busybox:1.36 AS one\n'],
      ['Use busybox:1.9, which is installed here', 'FROM busybox:1.9 AS one\n'],
    ]);
  });

  it('replaces latest and a tag that is not there, and keeps the name as it was written', () => {
    expect(offers('FROM docker.io/library/busybox:latest')[0]?.[1]).toBe(
      'FROM docker.io/library/busybox:1.35',
    );
    expect(offers('FROM busybox:9.9')[0]?.[1]).toBe('FROM busybox:1.36');
  });

  it('prefers versions to names that move, and the exact version to its beginning', () => {
    const many = ['1', '1.35', 'latest', 'musl', 'stable'].map((tag) => ({
      name: `busybox:${tag}`,
      id: 'a',
    }));
    expect(offers('FROM busybox', many).map(([, text]) => text)).toEqual(['FROM busybox:1.35']);
    expect(offers('FROM busybox', many.slice(2)).map(([, text]) => text)).toEqual([
      'FROM busybox:stable',
      'FROM busybox:musl',
    ]);
  });

  it('offers nothing for what is pinned, computed, or not installed at all', () => {
    for (const source of [
      'FROM busybox:1.9',
      'FROM busybox:$V',
      'FROM alpine',
      'FROM scratch',
      `FROM busybox@sha256:${'a'.repeat(64)}`,
      'RUN echo',
    ]) {
      expect(offers(source), source).toEqual([]);
    }
    expect(offers('FROM busybox', [])).toEqual([]);
  });
});
