import type { CheckRequest } from './checks/check-step';
import type { Engine } from './engines/engine';
import type { LabKey, StepResult } from './shared/course/model';
import { DrydockError } from './shared/errors';

/** Checks steps of labs, at most one at a time for a lab, and stops what is no longer wanted. */
export class Checks {
  readonly #running = new Map<LabKey, AbortController>();
  /** Ids of the engines that were freed of what killed checks left behind. */
  readonly #tidied = new Set<string>();

  /**
   * Checks one step. Throws `conflict` while a step of the same lab is checked, `cancelled` once it was stopped, and
   * what {@link checkStep} throws. What was made for the check is gone by then.
   */
  async run(request: Omit<CheckRequest, 'signal'>): Promise<StepResult> {
    if (this.#running.has(request.lab)) {
      throw new DrydockError({
        kind: 'conflict',
        message: 'A step of this lab is being checked already.',
        remedy: 'Wait for that check, or cancel it.',
      });
    }
    const controller = new AbortController();
    this.#running.set(request.lab, controller);
    try {
      const { checkStep } = await import('./checks/check-step'); // with the linter's rules: too much for the start
      const engine = async () => this.#tidy(await request.engine());
      return await checkStep({ ...request, engine, signal: controller.signal });
    } catch (thrown) {
      if (!controller.signal.aborted) throw thrown;
      throw new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' }, { cause: thrown });
    } finally {
      this.#running.delete(request.lab);
    }
  }

  /** Once for each engine: what a check of an app left that was killed goes before the first check of this one. */
  async #tidy(engine: Engine): Promise<Engine> {
    if (this.#tidied.has(engine.id)) return engine;
    this.#tidied.add(engine.id);
    const { removeLeftovers } = await import('./checks/leftovers');
    await removeLeftovers(engine).catch(() => undefined); // the check tells what is wrong with the engine
    return engine;
  }

  /** Cancels the check of a lab's step; one that has ended already is none of our business any more. */
  cancel(lab: LabKey): void {
    this.#running.get(lab)?.abort();
  }

  /** Cancels every check. */
  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
