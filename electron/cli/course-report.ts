import type { CliContext } from './context';
import { writeTable } from './context';
import type { CheckedCourse } from './course';
import type { EngineReport } from './prove-course';
import type { LabProof } from './prove-lab';

/** Writes for people what was found about a course: problems, a row for each proof, and what each engine showed. */
export function reportCourse(context: CliContext, { problems, proofs, engines, ok }: CheckedCourse): void {
  for (const problem of problems) {
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    context.out(`${problem.file}${line}: ${problem.severity}: ${problem.message}\n`);
  }
  const asked = engines.flatMap(({ engine }) => engine ?? []);
  const made = proofs.filter(({ skipped }) => skipped === undefined);
  if (made.length > 0) {
    const headings = ['LAB', 'FILES', 'EXPECTED', ...asked.map((id) => id.toUpperCase())];
    writeTable(context, headings, rowsOf(made, asked));
  }
  for (const { engine, lab, files, expected, found } of proofs.filter((each) => !each.ok))
    context.out(`\nFAILED on ${engine}: ${lab} ${files}, expected ${expected}:\n  ${found}\n`);
  if (engines.length > 0) context.out('\n');
  for (const { engine, lab, skipped } of proofs)
    if (skipped !== undefined) context.out(`Not proved on ${engine}: ${lab}. ${skipped}\n`);
  for (const engine of engines) context.out(`${inWords(engine)}\n`);
  context.out(ok ? 'The course is sound.\n' : 'The course is not sound: see above.\n');
}

/** One row for each proof, with a column for each engine. */
function rowsOf(proofs: readonly LabProof[], engines: readonly string[]): readonly (readonly string[])[] {
  const rows = new Map<string, LabProof[]>();
  for (const proof of proofs) {
    const key = [proof.lab, proof.files, proof.expected].join('\0');
    rows.set(key, [...(rows.get(key) ?? []), proof]);
  }
  return [...rows.values()].map((row) => {
    const { lab, files, expected } = row[0]!;
    const cells = engines.map((id) => {
      const proof = row.find(({ engine }) => engine === id);
      return proof ? `${proof.ok ? 'ok' : 'FAILED'} ${(proof.ms / 1000).toFixed(1)} s` : '-';
    });
    return [lab, files, expected, ...cells];
  });
}

function inWords({ kind, engine, labs, proofs, failed, ms, why }: EngineReport): string {
  const counted = labs === 1 ? '1 lab' : `${labs} labs`;
  if (engine === null)
    return `Not proved on ${kind}, which ${counted} ${labs === 1 ? 'claims' : 'claim'}: ${why ?? 'no engine answers.'}`;
  const held = failed === 0 ? 'all hold' : `${failed} failed`;
  return `Proved on ${engine}: ${counted}, ${proofs} proofs, ${held}, in ${(ms / 1000).toFixed(0)} s.`;
}
