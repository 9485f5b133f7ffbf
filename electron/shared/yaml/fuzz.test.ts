import { it } from 'vitest';
import { Random } from '../dockerfile/testing/random';
import { YAML_FUZZ_TARGETS } from './testing/fuzz-targets';

it.each(YAML_FUZZ_TARGETS.map((target, index) => ({ ...target, seed: index + 1 })))(
  '$name: survives $runs strange texts',
  { timeout: 120_000 },
  (target) => {
    const random = new Random(target.seed);
    for (let run = 0; run < target.runs; run++) target.try(random);
  },
);
