import type { PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';

/**
 * The first step whose `--from` is the number of a stage that does not come before it. Podman's service (4.3) does not
 * survive such a build, so it is never sent one.
 */
export function missingStage(
  plan: BuildPlan,
): { readonly step: PlannedStep; readonly index: number } | undefined {
  const order = [...new Set(plan.numbered.flatMap((step) => step?.id.split('.')[0] ?? []))];
  for (const step of plan.numbered) {
    const match = step && /^(?:COPY|ADD)\s(?:.*\s)?--from=(\d+)(?:\s|$)/i.exec(step.text);
    if (!match || !step) continue;
    const index = Number(match[1]);
    if (index >= order.indexOf(step.id.split('.')[0] ?? '')) return { step, index };
  }
  return undefined;
}
