import type { StepRecord } from '../../../electron/shared/engine/build';
import type { GraphStage } from '../../editor/dockerfile/protocol';

/** How a stage went in the last build; `none` where nothing was built, or the files changed since. */
export type StageState = 'none' | 'running' | 'failed' | 'cached' | 'built';

/** The state of a stage from the steps that stand on its lines. */
export function stageState(
  stage: GraphStage,
  steps: readonly Pick<StepRecord, 'line' | 'state'>[],
): StageState {
  const own = steps.filter(({ line }) => line !== undefined && line >= stage.line && line <= stage.endLine);
  const states = new Set(own.map(({ state }) => state));
  if (states.has('failed')) return 'failed';
  if (states.has('running')) return 'running';
  if (states.has('done')) return 'built';
  return states.has('cached') ? 'cached' : 'none';
}
