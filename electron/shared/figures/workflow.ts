/** Where a version of the image is, in the figure on building, shipping and running. Versions count from 1. */
export interface Workflow {
  /** Version of the code on the laptop. */
  readonly code: number;
  /** Version of the image on the laptop; 0 while there is none, and so below. */
  readonly built: number;
  readonly pushed: number;
  readonly pulled: number;
  readonly running: number;
}

export const workflowActions = ['change', 'build', 'push', 'pull', 'run'] as const;
export type WorkflowAction = (typeof workflowActions)[number];

/** What an action did, or why it could not be done. */
export type WorkflowEffect = 'done' | 'nothing-new' | 'nothing-built' | 'nothing-pushed' | 'nothing-pulled';

export const freshWorkflow: Workflow = { code: 1, built: 0, pushed: 0, pulled: 0, running: 0 };

/** Does one thing. Nothing moves by itself: what runs is what was pulled, however new the code is. */
export function act(
  state: Workflow,
  action: WorkflowAction,
): { readonly state: Workflow; readonly effect: WorkflowEffect } {
  switch (action) {
    case 'change':
      return { state: { ...state, code: state.code + 1 }, effect: 'done' };
    case 'build':
      return copy(state, 'code', 'built', 'nothing-new');
    case 'push':
      return copy(state, 'built', 'pushed', 'nothing-built');
    case 'pull':
      return copy(state, 'pushed', 'pulled', 'nothing-pushed');
    case 'run':
      return copy(state, 'pulled', 'running', 'nothing-pulled');
  }
}

function copy(
  state: Workflow,
  from: keyof Workflow,
  to: keyof Workflow,
  missing: WorkflowEffect,
): { readonly state: Workflow; readonly effect: WorkflowEffect } {
  if (state[from] === 0) return { state, effect: missing };
  if (state[from] === state[to]) return { state, effect: 'nothing-new' };
  return { state: { ...state, [to]: state[from] }, effect: 'done' };
}
