import type { Bench } from './bench';
import { measureInWindow } from './window/measure';

/** Search in the palette, from the letter typed to the hits on the screen. */
export const bench: Bench = { name: 'palette', run: ({ session }) => measureInWindow(session, 'palette') };
