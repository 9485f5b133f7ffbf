import type * as Monaco from 'monaco-editor/editor/editor.api';

export type MonacoApi = typeof Monaco;
export type TextModel = Monaco.editor.ITextModel;
export type CodeEditorWidget = Monaco.editor.IStandaloneCodeEditor;
export type DiffEditorWidget = Monaco.editor.IStandaloneDiffEditor;

let loading: Promise<MonacoApi> | undefined;

/** Monaco, loaded once. After a failed load the next call tries again. */
export function loadMonaco(): Promise<MonacoApi> {
  loading ??= import('./monaco-bundle').then(
    (bundle) => bundle.default,
    (thrown: unknown) => {
      loading = undefined;
      throw thrown;
    },
  );
  return loading;
}

let preloading = false;

/** Loads Monaco and tries it out while nothing else is going on, so that a lab opened next has its editor at once. */
export function preloadMonaco(): void {
  if (preloading || loading) return;
  preloading = true;
  // A failed preload is no news: opening the editor tries again, and says so when it fails.
  requestIdleCallback(() => void preload().catch(() => undefined), { timeout: 2000 });
}

async function preload(): Promise<void> {
  const [monaco, { warmEditor }] = await Promise.all([loadMonaco(), import('./warm-editor')]);
  // A lab that was opened meanwhile has the page's first editor already.
  const warm = () => monaco.editor.getEditors().length === 0 && warmEditor(monaco);
  requestIdleCallback(() => void warm(), { timeout: 2000 });
}
