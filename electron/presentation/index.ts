export { Presentation } from './presentation';
export type { Stage } from './stage';
