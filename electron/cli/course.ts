import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { removeLeftovers } from '../checks/leftovers';
import { CourseFolder } from '../courses/course-folder';
import { readCourse } from '../courses/read-course';
import type { Problem } from '../shared/problem';
import type { CliContext, ExitCode } from './context';
import { EXIT, writeJson, writeTable } from './context';
import type { EngineOption } from './images';
import type { LabProof } from './prove-lab';
import { proveLab } from './prove-lab';
import { bringStandIns } from './stand-ins';

/** Labs proved at once. The embedded engine has a single processor, which idles while a lab waits for what never comes. */
const JOBS = { docker: 3, podman: 3, embedded: 2 };

/** Options of `course check`. */
export interface CourseCheckOptions extends EngineOption {
  /** The one lab that is proved. */
  readonly lab?: string;
}

/**
 * `drydock course check DIR`: validates every file and proves every lab of a course, or of every course in a folder of
 * courses. Negative when an error or a proof fails.
 */
export async function courseCheckCommand(
  context: CliContext,
  folder: string,
  options: CourseCheckOptions,
): Promise<ExitCode> {
  const checked: CheckedCourse[] = [];
  for (const path of await coursesIn(resolve(folder)))
    checked.push(await checkCourse(context, path, options));
  const ok = checked.every((course) => course.ok);
  if (!options.json) for (const course of checked) report(context, course);
  else if (checked.length === 1) writeJson(context, checked[0]);
  else writeJson(context, { ok, courses: checked });
  return ok ? EXIT.ok : EXIT.negative;
}

interface CheckedCourse {
  readonly course: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly proofs: readonly LabProof[];
}

/** The folder itself, or those inside it that hold a course, by name. */
async function coursesIn(folder: string): Promise<readonly string[]> {
  if (existsSync(join(folder, 'course.yaml')) || !existsSync(folder)) return [folder];
  const names = (await readdir(folder)).sort();
  const inside = names
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'course.yaml')));
  return inside.length > 0 ? inside : [folder];
}

async function checkCourse(
  context: CliContext,
  path: string,
  options: CourseCheckOptions,
): Promise<CheckedCourse> {
  const course = await readCourse(path, 'folder');
  const problems = [
    ...course.summary.problems,
    ...course.summary.lessons.flatMap((lesson) => lesson.problems),
  ];
  const labs = course.lessons
    .flatMap((lesson) => lesson.labs.map((lab) => ({ lesson, lab })))
    .filter(({ lab }) => options.lab === undefined || lab.content.key.endsWith(`/${options.lab}`));
  let proofs: LabProof[] = [];
  if (labs.length > 0) {
    const engine = await context.engines.select(options.engine);
    const files = await CourseFolder.scan(path);
    await bringStandIns(context, engine, files);
    const left = await removeLeftovers(engine);
    if (left > 0 && !options.json) context.err(`Removed ${left} things of checks that were killed\n`);
    const found = await inParallel(JOBS[engine.kind], labs, async ({ lesson, lab }) => {
      const questions = lesson.quiz?.questions.map((question) => question.id) ?? [];
      const ofLab: LabProof[] = [];
      for await (const proof of proveLab({ course: files, lab, questions, engine, signal: context.signal })) {
        ofLab.push(proof);
        if (!options.json) context.err(`${wordFor(proof)} ${proof.lab} ${proof.files}\n`);
      }
      return ofLab;
    });
    proofs = found.flat();
  }
  const ok = !problems.some((problem) => problem.severity === 'error') && proofs.every((proof) => proof.ok);
  return { course: course.summary.id, ok, problems, proofs };
}

function wordFor({ ok, skipped }: LabProof): string {
  if (skipped !== undefined) return 'skip';
  return ok ? 'ok  ' : 'FAIL';
}

/** Does `work` for every item, at most `width` at once; results in the items' order. */
async function inParallel<T, R>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

function report(context: CliContext, { problems, proofs, ok }: CheckedCourse): void {
  for (const problem of problems) {
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    context.out(`${problem.file}${line}: ${problem.severity}: ${problem.message}\n`);
  }
  const rows = proofs.map((proof) => [
    proof.lab,
    proof.files,
    proof.expected,
    proof.ok ? (proof.skipped ?? 'ok') : 'FAILED',
    `${(proof.ms / 1000).toFixed(1)} s`,
  ]);
  if (rows.length > 0) writeTable(context, ['LAB', 'FILES', 'EXPECTED', 'RESULT', 'TIME'], rows);
  for (const proof of proofs.filter((each) => !each.ok))
    context.out(`\nFAILED ${proof.lab} ${proof.files}, expected ${proof.expected}:\n  ${proof.found}\n`);
  const labs = new Set(proofs.map(({ lab }) => lab));
  const seconds = proofs.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  if (labs.size > 0)
    context.out(`\n${labs.size} labs, ${proofs.length} proofs, ${seconds.toFixed(0)} s of work.\n`);
  context.out(ok ? 'The course is sound.\n' : 'The course is not sound: see above.\n');
}
