import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkStep } from '../checks/check-step';
import type { CourseFolder } from '../courses/course-folder';
import type { LoadedLab } from '../courses/loaded';
import { readLabFiles } from '../courses/read-lab';
import type { Engine } from '../engines/engine';
import type { StepResult } from '../shared/course/model';

/** One proof about a lab: what was laid over `start/`, what had to come of it, and what came. */
export interface LabProof {
  readonly lab: string;
  /** `start`, `solution`, or the folder of another solution or typical mistake. */
  readonly files: string;
  readonly expected: string;
  readonly ok: boolean;
  /** What came instead; empty when the proof holds. */
  readonly found: string;
  readonly ms: number;
}

/** What a lab is proved with. */
export interface ProofOptions {
  readonly course: CourseFolder;
  readonly lab: LoadedLab;
  /** Ids of the lesson's quiz questions: whoever solved the lab has answered them. */
  readonly questions: readonly string[];
  readonly engine: Engine;
  readonly signal?: AbortSignal;
}

/** Proves a lab: `start/` fails, every solution passes, every typical mistake gives its feedback. */
export async function* proveLab(options: ProofOptions): AsyncGenerator<LabProof> {
  const { content } = options.lab;
  const start = await proof(options, 'start', [], 'a check fails', (results) =>
    results.every((result) => result.passed) ? 'every check passes before anything was done' : '',
  );
  yield start;
  for (const folder of new Set(['solution', ...content.file.solutions])) {
    yield await proof(options, folder, options.questions, 'every check passes', (results) =>
      outcomesOf(results)
        .filter((outcome) => !outcome.passed)
        .map((outcome) => `${outcome.check}: ${outcome.code} (${outcome.found ?? outcome.message})`)
        .join('; '),
    );
  }
  for (const { folder, check, feedback } of content.file.wrong) {
    yield await proof(options, folder, options.questions, `${check}: ${feedback}`, (results) => {
      const outcome = outcomesOf(results).find((each) => each.check === check);
      if (!outcome) return `there is no check ${check}`;
      return outcome.code === feedback ? '' : `${check}: ${outcome.code}`;
    });
  }
}

async function proof(
  { course, lab, engine, signal }: ProofOptions,
  files: string,
  correctQuestions: readonly string[],
  expected: string,
  judge: (results: readonly StepResult[]) => string,
): Promise<LabProof> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const started = performance.now();
  try {
    await layOver(course, `${lab.folder}/start`, folder);
    if (files !== 'start') await layOver(course, `${lab.folder}/${files}`, folder);
    const results: StepResult[] = [];
    for (const step of lab.content.file.steps) {
      const label = `proof/${lab.content.key}`;
      results.push(
        await checkStep({
          lab: lab.content.key,
          step,
          folder,
          engine: () => Promise.resolve(engine),
          label,
          correctQuestions,
          ...(signal && { signal }),
        }),
      );
    }
    const found = judge(results);
    const ms = Math.round(performance.now() - started);
    return { lab: lab.content.key, files, expected, ok: found === '', found, ms };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layOver(course: CourseFolder, from: string, to: string): Promise<void> {
  const { files } = await readLabFiles(course, from);
  for (const file of files) {
    const path = join(to, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes, { mode: file.executable ? 0o755 : 0o644 });
  }
}

function outcomesOf(results: readonly StepResult[]) {
  return results.flatMap((result) => result.outcomes);
}
