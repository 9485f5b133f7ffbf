import type { GraphEdge, GraphStage } from '../../editor/dockerfile/protocol';
import { formatBytes, formatMs } from '../format';
import type { StageBuild } from './stage-state';

/** How a stage went, in the room of its box: `1 of 2 cached · 2.1 s · +4.5 MB`. */
function built({ state, cached, layers, ms, bytes }: StageBuild): string {
  const words = {
    none: '',
    running: 'running',
    failed: 'failed',
    cached: 'from the cache',
    partly: `${cached} of ${layers} cached`,
    built: 'built',
  }[state];
  const time = ms > 0 && (state === 'built' || state === 'partly') ? formatMs(ms) : '';
  const size = bytes !== undefined && state !== 'failed' ? `+${formatBytes(bytes)}` : '';
  return [words, time, size].filter(Boolean).join(' · ');
}
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
  stage: (stage: GraphStage, build: StageBuild) =>
    [
      `Stage ${stage.label} from ${stage.base}`,
      `line ${stage.line}`,
      ...(stage.needed ? [] : ['not needed for the last stage']),
      ...(build.state === 'none' ? [] : [built(build)]),
    ].join(', '),
  edge: (edge: GraphEdge) => `${kinds[edge.kind]}, line ${edge.line}`,
  built,
} as const;
