import { afterAll, describe, expect, it } from 'vitest';
import { AgentFuzzer, canFuzz } from './agent';

describe.skipIf(!canFuzz())(
  'the agent (skipped without a compiler and its sanitizers)',
  { timeout: 60_000 },
  () => {
    let fuzzer: AgentFuzzer | undefined;
    afterAll(() => fuzzer?.close());

    it('reads strange frames, and strange passwd and group files, without a wrong access', () => {
      fuzzer = new AgentFuzzer();
      expect(fuzzer.run(1, 5_000)).toBeUndefined();
    });
  },
);
