import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CourseFolder } from '../courses/course-folder';
import { readCourse } from '../courses/read-course';
import type { Problem } from '../shared/problem';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, writeJson } from './context';
import { reportCourse } from './course-report';
import type { ProofEngine } from './proof-engines';
import { proofEngines } from './proof-engines';
import type { EngineReport } from './prove-course';
import { proveCourse } from './prove-course';
import type { LabProof } from './prove-lab';

/** Options of `course check`. */
export interface CourseCheckOptions extends JsonOption {
  /** The one engine that labs are proved on; every one that answers where it is not given. */
  readonly engine?: string;
  /** The one lab that is proved. */
  readonly lab?: string;
}

/** What `course check` found about a course. This is its JSON. */
export interface CheckedCourse {
  readonly course: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly engines: readonly EngineReport[];
  readonly proofs: readonly LabProof[];
}

/**
 * `drydock course check DIR`: validates every file and proves every lab of a course, or of every course in a folder of
 * courses, on each engine that the lab claims. Negative when an error or a proof fails.
 */
export async function courseCheckCommand(
  context: CliContext,
  folder: string,
  options: CourseCheckOptions,
): Promise<ExitCode> {
  const checked: CheckedCourse[] = [];
  let engines: Promise<readonly ProofEngine[]> | undefined;
  const findEngines = () => (engines ??= proofEngines(context.engines, options.engine));
  for (const path of await coursesIn(resolve(folder)))
    checked.push(await checkCourse(context, path, options, findEngines));
  const ok = checked.every((course) => course.ok);
  if (!options.json) for (const course of checked) reportCourse(context, course);
  else if (checked.length === 1) writeJson(context, checked[0]);
  else writeJson(context, { ok, courses: checked });
  return ok ? EXIT.ok : EXIT.negative;
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
  findEngines: () => Promise<readonly ProofEngine[]>,
): Promise<CheckedCourse> {
  const { summary, lessons } = await readCourse(path, 'folder');
  const problems = [...summary.problems, ...summary.lessons.flatMap((lesson) => lesson.problems)];
  const labs = lessons
    .flatMap(({ quiz, labs: ofLesson }) =>
      ofLesson.map((lab) => ({ lab, questions: quiz?.questions.map(({ id }) => id) ?? [] })),
    )
    .filter(({ lab }) => options.lab === undefined || lab.content.key.endsWith(`/${options.lab}`));
  const note = (text: string) => void (options.json || context.err(`${text}\n`));
  const { engines, proofs } =
    labs.length === 0
      ? { engines: [], proofs: [] }
      : await proveCourse(context, await findEngines(), {
          course: await CourseFolder.scan(path),
          labs,
          onProof: (proof) => note(`${wordFor(proof)} ${proof.engine} ${proof.lab} ${proof.files}`),
          onNote: note,
        });
  const ok = !problems.some(({ severity }) => severity === 'error') && proofs.every((proof) => proof.ok);
  return { course: summary.id, ok, problems, engines, proofs };
}

function wordFor({ ok, skipped }: LabProof): string {
  if (skipped !== undefined) return 'skip';
  return ok ? 'ok  ' : 'FAIL';
}
