import { it } from 'vitest';
import { FUZZ_TARGETS } from './testing/fuzz-targets';
import { Random } from './testing/random';

it.each(FUZZ_TARGETS.map((target, index) => ({ ...target, seed: index + 1 })))(
  '$name: survives $runs strange texts',
  { timeout: 120_000 },
  (target) => {
    const random = new Random(target.seed);
    for (let run = 0; run < target.runs; run++) target.try(random);
  },
);
