import type { Instruction } from '../dockerfile/ast';
import { mountType, secretIdsIn } from '../dockerfile/instructions/mount-fields';
import type { BuildModel, Stage } from '../dockerfile/analysis/model';
import { linkStages } from '../dockerfile/analysis/stages';
import { parseDockerfile } from '../dockerfile/parse';
import type { BuildOptions, PlannedStage, PlannedStep } from './build';

export { keywordOf, makesLayer } from './step-kind';

/** A Dockerfile's plan: what will be built, and how the engine's numbering finds its way back to the lines. */
export interface BuildPlan {
  /** The stages that the engine builds, in file order. */
  readonly stages: readonly PlannedStage[];
  /** Every instruction of the file in order; null for the ARGs before the first FROM. The classic builder's "Step n". */
  readonly numbered: readonly (PlannedStep | null)[];
  /** The sources that COPY and ADD instructions name, by step id, as written. */
  readonly copySources: Readonly<Record<string, readonly string[]>>;
  /** What RUN instructions ask who builds for, by step id; only of those that ask for something. */
  readonly asks: Readonly<Record<string, StepAsks>>;
  /** 1-based line of `# syntax=`, which makes BuildKit fetch a frontend. */
  readonly syntaxLine?: number;
  /** 1-based line of the first instruction with a here-document. */
  readonly heredocLine?: number;
}

/** What a step gets by `--mount=type=secret` and `type=ssh`. */
export interface StepAsks {
  /** Ids of secrets, variables not replaced. */
  readonly secrets: readonly string[];
  readonly ssh: boolean;
}

/** Which stages the engine builds: only those the target needs (BuildKit), or all up to the target (classic). */
export type StageSelection = 'needed' | 'all';

/** Plans a Dockerfile. Any text gives a plan; what the engine will refuse is simply planned as far as it can be read. */
export function planBuild(
  dockerfile: string,
  options: Pick<BuildOptions, 'target' | 'buildArgs'> = {},
  selection: StageSelection = 'needed',
): BuildPlan {
  const ast = parseDockerfile(dockerfile);
  const model = linkStages(ast, { target: options.target, buildArgs: options.buildArgs ?? {} });
  const stages = model.stages.map(plannedStage);
  const steps = new Map<Instruction, PlannedStep>();
  for (const [index, stage] of model.stages.entries()) {
    for (const [position, instruction] of [stage.from, ...stage.instructions].entries()) {
      steps.set(instruction, stages[index]!.steps[position]!);
    }
  }
  const syntaxLine = ast.directives.find((directive) => directive.name === 'syntax')?.line;
  const heredocLine = ast.instructions.find((instruction) => instruction.heredocs.length > 0)?.line;
  return {
    stages: chosenStages(model, selection).map((stage) => stages[stage.index]!),
    numbered: ast.instructions.map((instruction) => steps.get(instruction) ?? null),
    copySources: copySources(steps),
    asks: asksOf(steps),
    ...(syntaxLine !== undefined && { syntaxLine }),
    ...(heredocLine !== undefined && { heredocLine }),
  };
}

function plannedStage(stage: Stage): PlannedStage {
  return {
    name: stage.name ?? `stage-${stage.index}`,
    base: stage.baseName,
    line: stage.from.line,
    steps: [stage.from, ...stage.instructions].map((instruction, position) => ({
      id: `${stage.index}.${position}`,
      text: instruction.text.replace(/\s+/g, ' ').trim(),
      line: instruction.line,
    })),
  };
}

function chosenStages(model: BuildModel, selection: StageSelection): readonly Stage[] {
  const target = model.target;
  if (!target) return model.stages;
  if (selection === 'all') return model.stages.slice(0, target.index + 1);
  const needed = new Set<Stage>();
  const queue = [target];
  for (let stage = queue.pop(); stage; stage = queue.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    queue.push(...stage.uses.flatMap((use) => use.stage ?? []));
    if (stage.base) queue.push(stage.base);
  }
  return model.stages.filter((stage) => needed.has(stage));
}

function copySources(steps: ReadonlyMap<Instruction, PlannedStep>): Record<string, readonly string[]> {
  const sources: Record<string, readonly string[]> = {};
  for (const [instruction, step] of steps) {
    if (instruction.name !== 'COPY' && instruction.name !== 'ADD') continue;
    sources[step.id] = instruction.sources.map((source) => source.value);
  }
  return sources;
}

function asksOf(steps: ReadonlyMap<Instruction, PlannedStep>): Record<string, StepAsks> {
  const asks: Record<string, StepAsks> = {};
  for (const [instruction, step] of steps) {
    if (instruction.name !== 'RUN') continue;
    const secrets = secretIdsIn(instruction.mounts);
    const ssh = instruction.mounts.some((mount) => mountType(mount) === 'ssh');
    if (secrets.length > 0 || ssh) asks[step.id] = { secrets, ssh };
  }
  return asks;
}
