/** A deployment on its way from one version to the next. Numbers are pods. */
export interface Rollout {
  readonly wanted: number;
  /** How many more than wanted there may be for a while. */
  readonly maxSurge: number;
  /** How many fewer than wanted may be ready for a while. */
  readonly maxUnavailable: number;
  readonly oldReady: number;
  readonly newStarting: number;
  readonly newReady: number;
  /** Whether pods of the new version become ready. */
  readonly newWorks: boolean;
}

export function beginRollout(
  settings: Pick<Rollout, 'wanted' | 'maxSurge' | 'maxUnavailable' | 'newWorks'>,
): Rollout {
  return { ...settings, oldReady: settings.wanted, newStarting: 0, newReady: 0 };
}

/**
 * One round of the controller: what was started becomes ready, if it can; as many old pods end as may be missing; as
 * many new ones are started as there may be. With a version that never becomes ready it stands still, and the old
 * pods that are left go on serving.
 *
 * @see Kubernetes documentation, "Deployments", rolling update
 */
export function stepRollout(state: Rollout): Rollout {
  const newReady = state.newReady + (state.newWorks ? state.newStarting : 0);
  const waiting = state.newWorks ? 0 : state.newStarting;
  const least = state.wanted - state.maxUnavailable;
  const mayEnd = Math.max(0, state.oldReady + newReady - least);
  const oldReady = state.oldReady - Math.min(state.oldReady, mayEnd);
  const room = state.wanted + state.maxSurge - (oldReady + newReady + waiting);
  const missing = state.wanted - newReady - waiting;
  return { ...state, oldReady, newReady, newStarting: waiting + Math.max(0, Math.min(room, missing)) };
}

/** Whether another round would change nothing: it is done, or it is stuck. */
export function rolloutEnd(state: Rollout): 'done' | 'stuck' | null {
  if (state.newReady === state.wanted && state.oldReady === 0) return 'done';
  const next = stepRollout(state);
  const same =
    next.oldReady === state.oldReady &&
    next.newReady === state.newReady &&
    next.newStarting === state.newStarting;
  return same ? 'stuck' : null;
}
