import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CheckBuilder } from '../checks/builder';
import { checkStep } from '../checks/check-step';
import { CHECK_OWNER } from '../checks/owner';
import type { CourseFolder } from '../courses/course-folder';
import type { LoadedLab } from '../courses/loaded';
import { readLabFiles } from '../courses/read-lab';
import type { Engine } from '../engines/engine';
import type { StepResult } from '../shared/course/model';
import type { StepFile } from '../shared/course/schema';
import type { DrawnValues } from '../shared/course/variables';
import { drawVariables, fillAll } from '../shared/course/variables';
import type { EngineKind } from '../shared/engine/status';
import { DrydockError } from '../shared/errors';
import type { ErrorKind } from '../shared/errors';
import { fillFiles } from '../workspaces/attempt';

/** One proof about a lab: what was laid over `start/`, what had to come of it, and what came. */
export interface LabProof {
  /** Id of the engine it was made on. */
  readonly engine: string;
  readonly lab: string;
  /** `start`, `solution`, or the folder of another solution or typical mistake. */
  readonly files: string;
  readonly expected: string;
  readonly ok: boolean;
  /** What came instead; empty when the proof holds. */
  readonly found: string;
  /** Why the engine was not asked: the lab does not claim it. */
  readonly skipped?: string;
  readonly ms: number;
}

/** What a proof is made with. */
export interface ProofOptions {
  readonly course: CourseFolder;
  readonly engine: Engine;
  readonly signal?: AbortSignal;
  /**
   * Takes what removes the images of a proof, once no other is made: two proofs may build the same, and an engine may
   * drop an image with its last name although another name is on its way to it.
   */
  readonly removeLater: (removal: () => Promise<void>) => void;
}

/** What one proof lays over `start/`, which steps decide it, and how. */
export interface Proof {
  readonly lab: LoadedLab;
  readonly files: string;
  /** The one check that decides; all of them where it is not given. */
  readonly only?: string;
  /** Whether the first failing step is enough. */
  readonly untilFailed: boolean;
  /** Ids of quiz questions that were answered right. */
  readonly correctQuestions: readonly string[];
  /** What the lab's variables are drawn with. */
  readonly dice: () => number;
  readonly expected: string;
  /** What came instead of what was expected; empty when the proof holds. */
  readonly judge: (results: readonly StepResult[]) => string;
}

/** What an engine may fail at while it answers all the same. */
const ENGINE_FAILURES: ReadonlySet<ErrorKind> = new Set(['conflict', 'engine-failed', 'not-found']);

/** The two ends of the dice, so that a lab with variables is proved with different values. */
const LOW = () => 0;
const HIGH = () => 0.999_999;

/**
 * What proves a lab: `start/` fails, every solution passes, every typical mistake gives its feedback. Only the steps
 * that decide a proof are checked. The proofs do not depend on each other.
 * @param questions ids of the lesson's quiz questions: whoever solved the lab has answered them.
 * @param kind of the engine: a mistake may be taken otherwise by one.
 */
export function proofsOf(lab: LoadedLab, questions: readonly string[], kind: EngineKind): readonly Proof[] {
  const { solutions, wrong, variables } = lab.content.file;
  const right = [...new Set(['solution', ...solutions])].map((files) => ({ files, dice: LOW }));
  const others = Object.keys(variables).length > 0 ? [{ files: 'solution', dice: HIGH }] : [];
  return [
    {
      ...{ lab, files: 'start', untilFailed: true, correctQuestions: [], dice: LOW },
      expected: 'a check fails',
      judge: (results) =>
        results.every((result) => result.passed) ? 'every check passes before anything was done' : '',
    },
    ...[...right, ...others].map(({ files, dice }): Proof => ({
      ...{ lab, files, untilFailed: false, correctQuestions: questions, dice },
      expected: dice === HIGH ? 'every check passes, drawn again' : 'every check passes',
      judge: failuresIn,
    })),
    ...wrong
      .filter(({ engines }) => engines?.includes(kind) ?? true)
      .map(({ folder, check, feedback }): Proof => ({
        ...{ lab, files: folder, only: check, untilFailed: false, correctQuestions: questions, dice: LOW },
        expected: `${check}: ${feedback}`,
        judge: (results) => {
          const outcome = outcomesOf(results).find((each) => each.check === check);
          if (!outcome) return `there is no check ${check}`;
          return outcome.code === feedback ? '' : `${check}: ${outcome.code} (${outcome.found ?? ''})`;
        },
      })),
  ];
}

/**
 * Makes a proof on an engine. What the engine fails at is what came of it: the other proofs are worth making.
 * @throws DrydockError when the engine does not answer, or when it was cancelled.
 */
export async function prove(options: ProofOptions, proof: Proof): Promise<LabProof> {
  const { lab, files, expected } = proof;
  const drawn = drawVariables(lab.content.file.variables, proof.dice);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-lab-'));
  const started = performance.now();
  try {
    await layOver(options.course, `${lab.folder}/start`, folder, drawn);
    if (files !== 'start') await layOver(options.course, `${lab.folder}/${files}`, folder, drawn);
    const steps = fillAll(stepsOf(lab.content.file.steps, proof.only), drawn);
    const found = await checkSteps(options, proof, steps, folder).then(proof.judge, engineFailure);
    const ms = Math.round(performance.now() - started);
    return { engine: options.engine.id, lab: lab.content.key, files, expected, ok: found === '', found, ms };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function engineFailure(thrown: unknown): string {
  if (thrown instanceof DrydockError && ENGINE_FAILURES.has(thrown.data.kind)) return thrown.data.message;
  throw thrown;
}

/** All steps, or the one that has a check, with nothing but it. */
function stepsOf(steps: readonly StepFile[], only: string | undefined): readonly StepFile[] {
  if (only === undefined) return steps;
  return steps
    .map((step) => ({ ...step, checks: step.checks.filter(({ id }) => id === only) }))
    .filter(({ checks }) => checks.length > 0);
}

async function checkSteps(
  { engine, signal, removeLater }: ProofOptions,
  { lab, untilFailed, correctQuestions }: Proof,
  steps: readonly StepFile[],
  folder: string,
): Promise<StepResult[]> {
  const { key } = lab.content;
  const label = CHECK_OWNER;
  const builder = new CheckBuilder(engine, folder, label, signal);
  const { ComposeStage } = await import('../checks/compose-stage'); // no other command needs it
  const stage = new ComposeStage({ engine, folder, label, ...(signal && { signal }) });
  const results: StepResult[] = [];
  try {
    for (const step of steps) {
      const result = await checkStep({
        ...{ lab: key, step, folder, correctQuestions, label, builder, stage },
        engine: () => Promise.resolve(engine),
        ...(signal && { signal }),
      });
      results.push(result);
      if (untilFailed && !result.passed) break;
    }
    return results;
  } finally {
    await stage.takeDown();
    removeLater(() => stage.removeImages());
    removeLater(() => builder.cleanUp());
  }
}

async function layOver(course: CourseFolder, from: string, to: string, drawn: DrawnValues): Promise<void> {
  const { files } = await readLabFiles(course, from);
  for (const file of fillFiles(files, drawn)) {
    const path = join(to, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes, { mode: file.executable ? 0o755 : 0o644 });
  }
}

function outcomesOf(results: readonly StepResult[]) {
  return results.flatMap((result) => result.outcomes);
}

function failuresIn(results: readonly StepResult[]): string {
  return outcomesOf(results)
    .filter((outcome) => !outcome.passed)
    .map((outcome) => `${outcome.check}: ${outcome.code} (${outcome.found ?? outcome.message})`)
    .join('; ');
}
