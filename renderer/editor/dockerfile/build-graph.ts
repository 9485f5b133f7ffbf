import type { BuildModel, Instruction, Stage } from '../../../electron/shared/dockerfile';
import { stageLabel } from '../../../electron/shared/dockerfile';
import type { BuildGraph, GraphEdge } from './protocol';

/** The stages of a file and what they take from each other. One edge for each pair and kind, at its first line. */
export function buildGraph(model: BuildModel): BuildGraph {
  const needed = stagesNeededBy(model.target ?? model.stages.at(-1));
  return {
    stages: model.stages.map((stage) => ({
      index: stage.index,
      label: stage.from.stage?.value ?? stageLabel(stage),
      target: stage.name ?? String(stage.index),
      isNamed: stage.name !== undefined,
      base: stage.baseName,
      line: stage.from.line,
      endLine: stage.instructions.at(-1)?.endLine ?? stage.from.endLine,
      needed: needed.has(stage),
      steps: stage.instructions.map((instruction) => ({
        text: oneLine(instruction),
        line: instruction.line,
      })),
    })),
    edges: model.stages.flatMap(edgesInto),
  };
}

function edgesInto(stage: Stage): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const use of stage.uses) {
    if (!use.stage || use.stage === stage) continue;
    const key = `${use.stage.index} ${use.kind}`;
    if (edges.has(key)) continue;
    edges.set(key, { from: use.stage.index, to: stage.index, kind: use.kind, line: use.instruction.line });
  }
  return [...edges.values()];
}

function stagesNeededBy(last: Stage | undefined): ReadonlySet<Stage> {
  const needed = new Set<Stage>();
  const open = last ? [last] : [];
  for (let stage; (stage = open.pop());) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    open.push(...stage.uses.flatMap((use) => use.stage ?? []));
  }
  return needed;
}

function oneLine(instruction: Instruction): string {
  return instruction.text.trim().replace(/\s+/g, ' ').slice(0, 200);
}
