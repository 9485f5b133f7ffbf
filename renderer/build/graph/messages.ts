import type { GraphEdge, GraphStage } from '../../editor/dockerfile/protocol';
import type { StageState } from './stage-state';

const states = { running: 'running', failed: 'failed', cached: 'from the cache', built: 'built' } as const;
const kinds = { base: 'FROM', copy: 'COPY --from', mount: '--mount' } as const;

/** What the build graph says. */
export const graphMessages = {
  tab: 'Graph',
  label: (stages: number, edges: number) =>
    `Build graph: ${stages} ${stages === 1 ? 'stage' : 'stages'}, ${edges} ${edges === 1 ? 'link' : 'links'}`,
  emptyTitle: 'No stages yet',
  emptyText: 'Write a FROM, and the stages of your Dockerfile are drawn here.',
  noFile: 'Open a Dockerfile to see its stages.',
  base: (name: string) => `from ${name}`,
  steps: (n: number) => `${n} ${n === 1 ? 'step' : 'steps'}`,
  unused: 'not needed',
  stage: (stage: GraphStage, state: StageState) =>
    [
      `Stage ${stage.label} from ${stage.base}`,
      `line ${stage.line}`,
      ...(stage.needed ? [] : ['not needed for the last stage']),
      ...(state === 'none' ? [] : [states[state]]),
    ].join(', '),
  edge: (edge: GraphEdge) => `${kinds[edge.kind]}, line ${edge.line}`,
  states,
} as const;
