import type { BuildGraph, GraphEdge, GraphStage } from '../../editor/dockerfile/protocol';

/** Sizes of the drawing in its own units, which are CSS pixels at a zoom of one. */
export const boxWidth = 216;
export const boxHeight = 68;
const columnGap = 92;
const rowGap = 24;
const margin = 16;

/** A stage with the place of its box. */
export interface PlacedStage extends GraphStage {
  readonly x: number;
  readonly y: number;
}

/** An edge with its line as an SVG path, from the right of one box to the left of another. */
export interface PlacedEdge extends GraphEdge {
  readonly path: string;
}

/** The drawing. */
export interface GraphLayout {
  readonly stages: readonly PlacedStage[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Puts every stage one column to the right of the last stage it uses, in the order of the file. */
export function layoutGraph(graph: BuildGraph): GraphLayout {
  const columns: number[] = [];
  const rowsTaken: number[] = [];
  const stages = graph.stages.map((stage): PlacedStage => {
    // A stage can only use stages above it, so their columns are known.
    const before = graph.edges
      .filter((edge) => edge.to === stage.index)
      .map((edge) => columns[edge.from] ?? -1);
    const column = Math.max(-1, ...before) + 1;
    const row = rowsTaken[column] ?? 0;
    columns[stage.index] = column;
    rowsTaken[column] = row + 1;
    return {
      ...stage,
      x: margin + column * (boxWidth + columnGap),
      y: margin + row * (boxHeight + rowGap),
    };
  });
  const edges = graph.edges.flatMap((edge): PlacedEdge[] => {
    const from = stages[edge.from];
    const to = stages[edge.to];
    return from && to ? [{ ...edge, path: pathBetween(from, to, offsetOf(graph.edges, edge)) }] : [];
  });
  return {
    stages,
    edges,
    width: Math.max(0, ...stages.map(({ x }) => x + boxWidth)) + margin,
    height: Math.max(0, ...stages.map(({ y }) => y + boxHeight)) + margin,
  };
}

/** Two edges between the same boxes run side by side. */
function offsetOf(edges: readonly GraphEdge[], edge: GraphEdge): number {
  const twins = edges.filter(({ from, to }) => from === edge.from && to === edge.to);
  return (twins.indexOf(edge) - (twins.length - 1) / 2) * 14;
}

function pathBetween(from: PlacedStage, to: PlacedStage, offset: number): string {
  const x1 = from.x + boxWidth;
  const y1 = from.y + boxHeight / 2 + offset;
  const y2 = to.y + boxHeight / 2 + offset;
  const bend = x1 + columnGap / 2;
  return `M ${x1} ${y1} C ${bend} ${y1} ${to.x - columnGap / 2} ${y2} ${to.x - 3} ${y2}`;
}
