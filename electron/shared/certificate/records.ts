import { itemMinutes } from '../course/estimate';
import type { LessonSummary } from '../course/model';
import type { ProgressState } from '../progress/state';

/** Lab steps that were passed on one engine. */
export interface EngineSteps {
  engine: string;
  /** Whether that engine only simulated what it reported. */
  simulated: boolean;
  steps: number;
}

/** The engines on which a lesson's steps were passed, and how many on each. */
export function enginesOf(lesson: LessonSummary, state: ProgressState): EngineSteps[] {
  const counts = new Map<string, { engine: string; simulated: boolean; steps: number }>();
  for (const item of lesson.items) {
    if (item.kind !== 'lab') continue;
    for (const id of item.stepIds) {
      const step = state.labs[item.key]?.steps[id];
      if (!step?.passedAt || step.engine === null) continue;
      const key = `${step.engine}\n${step.simulated}`;
      const before = counts.get(key) ?? { engine: step.engine, simulated: step.simulated, steps: 0 };
      counts.set(key, { ...before, steps: before.steps + 1 });
    }
  }
  return [...counts.values()];
}

/** Estimated minutes and active seconds of a lesson's items, in their order. */
export function itemTimes(
  lesson: LessonSummary,
  state: ProgressState,
): readonly { readonly item: string; readonly minutes: number; readonly seconds: number }[] {
  const minutes = itemMinutes(lesson);
  const spent = state.lessons[lesson.key]?.itemSeconds ?? {};
  return lesson.items.map(({ id }) => ({
    item: id,
    minutes: minutes[id] ?? 0,
    seconds: Object.hasOwn(spent, id) ? (spent[id] ?? 0) : 0,
  }));
}

/** What the signature means, in the words that stand on the certificate and in every verification. */
export const signatureMeaning =
  'The signature shows that this record was not changed after the Drydock profile with this key signed it. It does ' +
  'not show who used that profile, or that they worked alone: the key lies on the learner’s own computer.';
