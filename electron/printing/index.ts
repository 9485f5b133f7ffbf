export { Printing } from './printing';
export type { Press, PrintingPage } from './press';
