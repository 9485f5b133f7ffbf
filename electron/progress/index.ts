export { Progress, type ProgressOptions } from './progress';
export { Journal } from './journal';
