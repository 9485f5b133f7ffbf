import type { FuzzTarget } from '../../../electron/shared/dockerfile/testing/fuzz-targets';
import { AgentFuzzer, canFuzz } from './agent';

const ROUNDS = 1_000;

/** What `npm run fuzz` tries of the agent; nothing where it cannot be compiled. */
export function agentFuzzTargets(): readonly FuzzTarget[] {
  if (!canFuzz()) return [];
  let fuzzer: AgentFuzzer | undefined;
  return [
    {
      name: 'agent',
      runs: 5,
      try: (random) => {
        if (!fuzzer) {
          const made = new AgentFuzzer();
          fuzzer = made;
          process.once('exit', () => {
            made.close();
          });
        }
        const said = fuzzer.run(random.below(1_000_000_000), ROUNDS);
        if (said !== undefined) throw new Error(said);
      },
    },
  ];
}
