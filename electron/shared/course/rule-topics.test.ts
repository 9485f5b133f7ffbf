import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../dockerfile';

describe('lessons/README.md', () => {
  it('lists the topics that a lesson may name under rules', () => {
    const readme = readFileSync(new URL('../../../lessons/README.md', import.meta.url), 'utf8');
    const block = /<!-- topics:begin -->([\s\S]*)<!-- topics:end -->/.exec(readme)?.[1] ?? '';
    const listed = [...block.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]);
    expect(listed).toEqual([...new Set(RULES.map((rule) => rule.topic))].sort());
  });
});
