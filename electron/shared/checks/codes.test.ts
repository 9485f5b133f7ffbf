import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OUTCOME_CODES } from './codes';

describe('the outcome codes', () => {
  it('stand in lessons/README.md, all of them and no others, with what they mean', () => {
    const readme = readFileSync(new URL('../../../lessons/README.md', import.meta.url), 'utf8');
    const block = /<!-- codes:begin -->([\s\S]*)<!-- codes:end -->/.exec(readme)?.[1] ?? '';
    const rows = [...block.matchAll(/^\| `([a-z-]+)`\s*\| (.*?)\s*\|$/gm)].map(([, code, text]) => [
      code,
      text,
    ]);

    expect(rows).toEqual(Object.entries(OUTCOME_CODES));
  });
});
