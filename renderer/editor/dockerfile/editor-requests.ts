import type { SlideOfRule } from '../../rules/rule-slides';

/** What one asks for inside the editor and another part of the window carries out. */
export type EditorRequest =
  | {
      readonly type: 'build' | 'run';
      /** The Dockerfile, by its key. */
      readonly key: string;
      /** Absent for the last stage. */
      readonly target?: string;
      /** The stage's name for people. */
      readonly label: string;
    }
  | { readonly type: 'rule'; readonly rule: string }
  | { readonly type: 'slide'; readonly slide: SlideOfRule }
  /** A file of the workspace, by its key. */
  | { readonly type: 'file'; readonly key: string }
  | { readonly type: 'link'; readonly url: string };

const listeners = new Set<(request: EditorRequest) => void>();

/** Calls `listener` with every request until the returned function is called. */
export function onEditorRequest(listener: (request: EditorRequest) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells whoever listens what is asked for. */
export function request(asked: EditorRequest): void {
  for (const listener of listeners) listener(asked);
}
