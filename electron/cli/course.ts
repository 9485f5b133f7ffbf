import { resolve } from 'node:path';
import { CourseFolder } from '../courses/course-folder';
import { readCourse } from '../courses/read-course';
import type { Problem } from '../shared/problem';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson, writeTable } from './context';
import type { EngineOption } from './images';
import type { LabProof } from './prove-lab';
import { proveLab } from './prove-lab';

/** `drydock course check DIR`: validates every file and proves every lab. Negative when an error or a proof fails. */
export async function courseCheckCommand(
  context: CliContext,
  folder: string,
  options: EngineOption,
): Promise<ExitCode> {
  const path = resolve(folder);
  const course = await readCourse(path, 'folder');
  const problems = [
    ...course.summary.problems,
    ...course.summary.lessons.flatMap((lesson) => lesson.problems),
  ];
  const labs = course.lessons.flatMap((lesson) => lesson.labs.map((lab) => ({ lesson, lab })));
  const proofs: LabProof[] = [];
  if (labs.length > 0) {
    const engine = await context.engines.select(options.engine);
    const files = await CourseFolder.scan(path);
    for (const { lesson, lab } of labs) {
      const questions = lesson.quiz?.questions.map((question) => question.id) ?? [];
      for await (const proof of proveLab({ course: files, lab, questions, engine, signal: context.signal })) {
        proofs.push(proof);
        if (!options.json) context.err(`${proof.ok ? 'ok  ' : 'FAIL'} ${proof.lab} ${proof.files}\n`);
      }
    }
  }
  const ok = !problems.some((problem) => problem.severity === 'error') && proofs.every((proof) => proof.ok);
  if (options.json) writeJson(context, { course: course.summary.id, ok, problems, proofs });
  else report(context, problems, proofs, ok);
  return ok ? EXIT.ok : EXIT.negative;
}

function report(
  context: CliContext,
  problems: readonly Problem[],
  proofs: readonly LabProof[],
  ok: boolean,
): void {
  for (const problem of problems) {
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    context.out(`${problem.file}${line}: ${problem.severity}: ${problem.message}\n`);
  }
  const rows = proofs.map((proof) => [
    proof.lab,
    proof.files,
    proof.expected,
    proof.ok ? 'ok' : `FAILED: ${proof.found}`,
    `${(proof.ms / 1000).toFixed(1)} s`,
  ]);
  if (rows.length > 0) writeTable(context, ['LAB', 'FILES', 'EXPECTED', 'RESULT', 'TIME'], rows);
  context.out(ok ? 'The course is sound.\n' : 'The course is not sound: see above.\n');
}
