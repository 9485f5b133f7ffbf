import type { Whiteout } from '../../image-archive/entry';
import type { FileNode } from './node';

/** A layer's content: what it adds or replaces, and what it takes away from those below. */
export interface Layer {
  readonly nodes: readonly FileNode[];
  readonly whiteouts: readonly Whiteout[];
}
