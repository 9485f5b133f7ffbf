import type { BuildOptions } from '../analysis/model';
import type { Span } from '../ast';

/** What one can complete with besides the file itself. */
export interface CompletionContext extends BuildOptions {
  /** Paths of the build context, relative, folders with a slash at the end. */
  files?: readonly { path: string; ignored?: boolean; size?: number }[];
  /** Images that are there, `name:tag`. */
  images?: readonly string[];
}

/** What kind of thing an item is; decides its icon. */
export type CompletionKind =
  | 'instruction'
  | 'snippet'
  | 'flag'
  | 'value'
  | 'stage'
  | 'image'
  | 'variable'
  | 'file'
  | 'folder'
  | 'command'
  | 'rule';

/** One proposal. */
export interface CompletionItem {
  label: string;
  kind: CompletionKind;
  detail?: string;
  documentation?: string;
  insert: string;
  /** `insert` has placeholders in the editor's snippet syntax. */
  snippet?: boolean;
  /** What is replaced. */
  range: Span;
  /** Items are ordered by this, then by label. */
  sort?: string;
}
