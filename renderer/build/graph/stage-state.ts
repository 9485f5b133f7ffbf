import type { StepRecord } from '../../../electron/shared/engine/build';
import { makesLayer } from '../../../electron/shared/engine/step-kind';
import type { GraphStage } from '../../editor/dockerfile/protocol';

/** What the graph needs of a step. */
export type GraphStep = Pick<StepRecord, 'text' | 'line' | 'state' | 'ms' | 'bytesAdded'>;

/** How a stage went in the last build; `none` where nothing was built, or the files changed since. */
export type StageState = 'none' | 'running' | 'failed' | 'cached' | 'partly' | 'built';

/** A stage's part of the last build. */
export interface StageBuild {
  readonly state: StageState;
  /** Steps that make layers, and how many of them came from the cache. */
  readonly layers: number;
  readonly cached: number;
  readonly ms: number;
  /** Bytes that its layers added; undefined where no step told. */
  readonly bytes: number | undefined;
}

/** How a stage went, from the steps that stand on its lines. Only what makes layers has to do with the cache. */
export function stageBuild(stage: GraphStage, steps: readonly GraphStep[]): StageBuild {
  const own = steps.filter(({ line }) => line !== undefined && line >= stage.line && line <= stage.endLine);
  const counted = own.filter((step) => makesLayer(step) && ['done', 'cached'].includes(step.state));
  const cached = counted.filter(({ state }) => state === 'cached').length;
  const told = own.filter(({ bytesAdded }) => bytesAdded !== undefined);
  return {
    state: stateOf(own, cached, counted.length),
    cached,
    layers: counted.length,
    ms: own.reduce((sum, { ms = 0 }) => sum + ms, 0),
    bytes: told.length > 0 ? told.reduce((sum, { bytesAdded = 0 }) => sum + bytesAdded, 0) : undefined,
  };
}

function stateOf(own: readonly GraphStep[], cached: number, layers: number): StageState {
  const states = new Set(own.map(({ state }) => state));
  if (states.has('failed')) return 'failed';
  if (states.has('running')) return 'running';
  if (cached > 0) return cached < layers ? 'partly' : 'cached';
  if (layers > 0 || states.has('done')) return 'built';
  return states.has('cached') ? 'cached' : 'none';
}
