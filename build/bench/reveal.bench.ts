import type { Bench } from './bench';
import { measureInWindow } from './window/measure';

/** A long deck beside reveal.js: time to the first slide, and memory. */
export const bench: Bench = { name: 'reveal', run: ({ session }) => measureInWindow(session, 'reveal') };
