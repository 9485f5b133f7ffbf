import type { PlannedStep } from './build';

/** Instructions that make a layer. BuildKit numbers these, and FROM with an image, as the steps of a stage. */
const LAYER_INSTRUCTIONS: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR']);

/** Whether the step makes a layer; all others only change the image's configuration. */
export function makesLayer(step: Pick<PlannedStep, 'text'>): boolean {
  return LAYER_INSTRUCTIONS.has(keywordOf(step));
}

/** The instruction's word in capitals, like `COPY`. */
export function keywordOf(step: Pick<PlannedStep, 'text'>): string {
  return (/^\S+/.exec(step.text)?.[0] ?? '').toUpperCase();
}
