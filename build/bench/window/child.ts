/** The process that {@link file://./measure.ts} starts: takes the name of a measurement, prints its rows as JSON. */
import type { BenchRow } from '../bench';

const { measure } = (await import(`./${process.argv[2] ?? ''}.ts`)) as {
  measure: () => Promise<readonly BenchRow[]>;
};
const rows = await measure();
process.stdout.write(JSON.stringify(rows));
