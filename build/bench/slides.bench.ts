import type { Bench } from './bench';
import { measureInWindow } from './window/measure';

/** Opening long decks and going from slide to slide. */
export const bench: Bench = { name: 'slides', run: ({ session }) => measureInWindow(session, 'slides') };
