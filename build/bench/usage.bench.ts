import type { Bench } from './bench';
import { measureInWindow } from './window/measure';

/** Memory of all processes, and how idle an idle app is. */
export const bench: Bench = { name: 'usage', run: ({ session }) => measureInWindow(session, 'usage') };
