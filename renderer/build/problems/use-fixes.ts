import { languageClient } from '../../editor/dockerfile/client';
import { documentKey } from '../../editor/dockerfile/protocol';
import { isYaml } from '../../editor/language-of';
import type { EditorProblem } from '../../editor/problems';
import { yamlClient } from '../../editor/yaml/client';
import { useNoticesStore } from '../../stores/notices';
import { useWorkspaceStore } from '../../stores/workspace';
import { problemMessages as text } from './messages';

/** Carries out fixes from the list of problems. What they change can be undone in the editor. */
export function useFixes(): {
  readonly fix: (problem: EditorProblem, title: string) => Promise<void>;
  readonly fixAll: (problems: readonly EditorProblem[]) => Promise<void>;
} {
  const files = useWorkspaceStore();
  const notices = useNoticesStore();

  /** Puts the worker's answer in the place of the file's text, unless that was typed on in between. */
  async function rewrite(
    path: string,
    ask: (key: string, source: string) => Promise<string | undefined>,
  ): Promise<boolean> {
    const workspace = files.workspace?.id;
    const source = files.drafts.get(path)?.text;
    if (!workspace || source === undefined) return false;
    const fixed = await ask(documentKey(workspace, path), source);
    if (fixed === undefined || files.drafts.get(path)?.text !== source) return false;
    files.edit(path, fixed);
    return true;
  }

  async function fix({ path, rule, line }: EditorProblem, title: string): Promise<void> {
    if (rule === undefined) return;
    const done = await notices.attempt(() =>
      rewrite(path, (key, source) =>
        isYaml(path)
          ? yamlClient().ask(key, source, 'fixed', { rule, line, title })
          : languageClient().ask(key, source, 'fixed', { rule, line, title }),
      ),
    );
    if (done === false) tellChanged();
  }

  async function fixAll(problems: readonly EditorProblem[]): Promise<void> {
    const paths = new Set(problems.filter(isSafelyFixable).map(({ path }) => path));
    const done = await notices.attempt(() =>
      Promise.all(
        [...paths].map((path) =>
          rewrite(path, (key, source) =>
            isYaml(path)
              ? yamlClient().ask(key, source, 'fixedAll')
              : languageClient().ask(key, source, 'fixedAll'),
          ),
        ),
      ),
    );
    if (done?.includes(false)) tellChanged();
  }

  function tellChanged(): void {
    notices.add('info', { kind: 'internal', message: text.changedMeanwhile });
  }

  return { fix, fixAll };
}

/** Whether a fix of it may be applied without looking. */
export function isSafelyFixable({ fixes }: EditorProblem): boolean {
  return fixes?.some((fix) => fix.safe) ?? false;
}
