/** Checks: their vocabulary, what they are decided on, and the decision. */
export * from './schema';
export * from './evidence';
export { OUTCOME_CODES } from './codes';
export type { OutcomeCode } from './codes';
export { evaluate } from './evaluate';
export { answerFits } from './container';
