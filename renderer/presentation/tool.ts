/** What the mouse does on a slide that is presented; nothing special without one. */
export type Tool = 'laser' | 'pen';
