import { removeLeftovers } from '../checks/leftovers';
import type { CourseFolder } from '../courses/course-folder';
import type { LoadedLab } from '../courses/loaded';
import type { Engine } from '../engines/engine';
import { claims, whyNotOn } from '../shared/course/needs';
import type { EngineKind } from '../shared/engine/status';
import type { CliContext } from './context';
import { inParallel } from './in-parallel';
import type { ProofEngine } from './proof-engines';
import type { LabProof } from './prove-lab';
import { proofsOf, prove } from './prove-lab';
import { bringStandIns } from './stand-ins';

/**
 * Proofs made at once. Many of them wait for what never comes, so that there may be more than processors; the embedded
 * engine has a single one. Podman (seen with 4.3) now and then kills a RUN of one build while others are made.
 */
const JOBS: Readonly<Record<EngineKind, number>> = { docker: 4, podman: 1, embedded: 3 };

/** A lab and the ids of its lesson's quiz questions. */
export interface LabToProve {
  readonly lab: LoadedLab;
  readonly questions: readonly string[];
}

/** What one engine showed of a course, or why it was not asked. */
export interface EngineReport {
  readonly kind: EngineKind;
  /** The engine's id; null when none of the family answers. */
  readonly engine: string | null;
  /** Labs that claim it. */
  readonly labs: number;
  readonly proofs: number;
  readonly failed: number;
  /** Milliseconds from the first proof to the last; 0 when it was not asked. */
  readonly ms: number;
  /** Why it was not asked. */
  readonly why?: string;
}

/** What is proved, and who hears of it. */
export interface CourseToProve {
  readonly course: CourseFolder;
  readonly labs: readonly LabToProve[];
  /** Called when a proof was made. */
  readonly onProof: (proof: LabProof) => void;
  /** Called with what is to be told on the way. */
  readonly onNote: (note: string) => void;
}

/**
 * Proves labs on every engine at once: on each those that claim it. Engines that do not answer are reported, where a
 * lab claims them.
 */
export async function proveCourse(
  context: CliContext,
  engines: readonly ProofEngine[],
  course: CourseToProve,
): Promise<{ readonly engines: readonly EngineReport[]; readonly proofs: readonly LabProof[] }> {
  const results = await Promise.all(
    engines.map(async (found) => {
      if (found.engine) return proveOn(context, found.engine, course);
      const { kind, why } = found;
      const labs = course.labs.filter(({ lab }) => claims(lab.content.file, kind)).length;
      const report: EngineReport = { kind, engine: null, labs, proofs: 0, failed: 0, ms: 0, why };
      return { report, proofs: [] };
    }),
  );
  return {
    engines: results.map(({ report }) => report).filter(({ engine, labs }) => engine !== null || labs > 0),
    proofs: results.flatMap(({ proofs }) => proofs),
  };
}

async function proveOn(
  context: CliContext,
  engine: Engine,
  { course, labs, onProof, onNote }: CourseToProve,
): Promise<{ readonly report: EngineReport; readonly proofs: readonly LabProof[] }> {
  await bringStandIns(context, engine, course);
  const left = await removeLeftovers(engine);
  if (left > 0) onNote(`Removed ${left} things of checks that were killed`);
  const status = await engine.status();
  const { kind, id } = engine;
  const unclaimed: LabProof[] = [];
  const claimed = labs.filter(({ lab }) => {
    const skipped = whyNotOn(status, lab.content.file);
    if (skipped === undefined) return true;
    const nothing = { files: '-', expected: '-', ok: true, found: '', skipped, ms: 0 };
    unclaimed.push({ engine: id, lab: lab.content.key, ...nothing });
    return false;
  });
  const proofs = claimed.flatMap(({ lab, questions }) => proofsOf(lab, questions, kind));
  // What needs most takes longest, and would keep all others waiting if it came last.
  const order = proofs
    .map((proof, at) => ({ proof, at, needs: proof.lab.content.file.needs.length }))
    .sort((one, other) => other.needs - one.needs);
  const started = performance.now();
  const made: LabProof[] = [];
  const removals: (() => Promise<void>)[] = [];
  const options = {
    ...{ course, engine, signal: context.signal },
    removeLater: (removal: () => Promise<void>) => void removals.push(removal),
  };
  try {
    await inParallel(JOBS[kind], order, async ({ proof, at }) => {
      made[at] = await prove(options, proof);
      onProof(made[at]);
    });
  } finally {
    for (const remove of removals) await remove();
  }
  unclaimed.forEach(onProof);
  const ms = Math.round(performance.now() - started);
  const failed = made.filter(({ ok }) => !ok).length;
  const report = { kind, engine: id, labs: claimed.length, proofs: made.length, failed, ms };
  return { report, proofs: [...made, ...unclaimed] };
}
