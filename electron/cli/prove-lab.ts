import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkStep } from '../checks/check-step';
import type { CourseFolder } from '../courses/course-folder';
import type { LoadedLab } from '../courses/loaded';
import { readLabFiles } from '../courses/read-lab';
import type { Engine } from '../engines/engine';
import type { StepResult } from '../shared/course/model';
import type { StepFile } from '../shared/course/schema';

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

/**
 * Proves a lab: `start/` fails, every solution passes, every typical mistake gives its feedback. Only the steps that
 * decide a proof are checked.
 */
export async function* proveLab(options: ProofOptions): AsyncGenerator<LabProof> {
  const { steps, solutions, wrong } = options.lab.content.file;
  yield await prove(options, {
    ...{ files: 'start', steps, untilFailed: true, correctQuestions: [] },
    expected: 'a check fails',
    judge: (results) =>
      results.every((result) => result.passed) ? 'every check passes before anything was done' : '',
  });
  for (const files of new Set(['solution', ...solutions])) {
    yield await prove(options, {
      ...{ files, steps, untilFailed: false, correctQuestions: options.questions },
      expected: 'every check passes',
      judge: (results) =>
        outcomesOf(results)
          .filter((outcome) => !outcome.passed)
          .map((outcome) => `${outcome.check}: ${outcome.code} (${outcome.found ?? outcome.message})`)
          .join('; '),
    });
  }
  for (const { folder, check, feedback } of wrong) {
    yield await prove(options, {
      files: folder,
      steps: steps.filter((step) => step.checks.some((each) => each.id === check)),
      untilFailed: false,
      correctQuestions: options.questions,
      expected: `${check}: ${feedback}`,
      judge: (results) => {
        const outcome = outcomesOf(results).find((each) => each.check === check);
        if (!outcome) return `there is no check ${check}`;
        return outcome.code === feedback ? '' : `${check}: ${outcome.code}`;
      },
    });
  }
}

/** What one proof lays over `start/`, which steps decide it, and how. */
interface Proof {
  readonly files: string;
  readonly steps: readonly StepFile[];
  /** Whether the first failing step is enough. */
  readonly untilFailed: boolean;
  readonly correctQuestions: readonly string[];
  readonly expected: string;
  /** What came instead of what was expected; empty when the proof holds. */
  readonly judge: (results: readonly StepResult[]) => string;
}

async function prove(options: ProofOptions, proof: Proof): Promise<LabProof> {
  const { course, lab } = options;
  const { files, expected } = proof;
  const folder = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const started = performance.now();
  try {
    await layOver(course, `${lab.folder}/start`, folder);
    if (files !== 'start') await layOver(course, `${lab.folder}/${files}`, folder);
    const found = proof.judge(await checkSteps(options, proof, folder));
    const ms = Math.round(performance.now() - started);
    return { lab: lab.content.key, files, expected, ok: found === '', found, ms };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkSteps(
  { lab, engine, signal }: ProofOptions,
  { steps, untilFailed, correctQuestions }: Proof,
  folder: string,
): Promise<StepResult[]> {
  const { key } = lab.content;
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await checkStep({
      ...{ lab: key, step, folder, correctQuestions, label: `proof/${key}` },
      engine: () => Promise.resolve(engine),
      ...(signal && { signal }),
    });
    results.push(result);
    if (untilFailed && !result.passed) break;
  }
  return results;
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
