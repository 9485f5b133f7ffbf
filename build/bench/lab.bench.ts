import type { Bench } from './bench';
import { measureInWindow } from './window/measure';

/** Opening a lab to the first key handled by its editor. */
export const bench: Bench = { name: 'lab', run: ({ session }) => measureInWindow(session, 'lab') };
