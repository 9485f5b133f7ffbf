import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { useBuildStore } from '../stores/build';
import { useNoticesStore } from '../stores/notices';
import { useWorkspaceStore } from '../stores/workspace';
import { languageClient } from './dockerfile/client';
import { documentKey } from './dockerfile/protocol';
import { useWorkspaceFacts } from './dockerfile/use-workspace-facts';
import { isDockerfile, isDockerignore, isYaml } from './language-of';
import { buildProblems, ignoreProblem, joined, lintProblem, yamlProblem } from './problems';
import type { EditorProblem } from './problems';
import { yamlClient } from './yaml/client';

/** Milliseconds of quiet after the last key before the linter runs: enough to finish a word. */
const lintMs = 120;

/** The problems of the workspace's files: what the linter says now, and what the last build said of these files. */
export function useProblems(): ComputedRef<readonly EditorProblem[]> {
  const files = useWorkspaceStore();
  const builds = useBuildStore();
  const notices = useNoticesStore();
  const facts = useWorkspaceFacts(languageClient);
  const linted = shallowRef<readonly EditorProblem[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  async function lintAll(): Promise<void> {
    const mine = ++round;
    const workspace = files.workspace?.id;
    if (!workspace) return;
    const drafts = [...files.drafts.values()].filter(isLinted);
    const found = await notices.attempt(() =>
      Promise.all(
        drafts.map(async ({ path, text }) => {
          const key = documentKey(workspace, path);
          if (isDockerignore(path)) {
            const patterns = await languageClient().ask(key, text, 'ignorePatterns');
            return patterns?.flatMap((each) => ignoreProblem(path, each) ?? []);
          }
          if (isYaml(path)) {
            const found = await yamlClient().ask(key, text, 'diagnostics');
            return found?.map((each) => yamlProblem(path, each));
          }
          const answer = await languageClient().ask(key, text, 'diagnostics');
          return answer?.map((each) => lintProblem(path, each));
        }),
      ),
    );
    if (mine !== round || !found) return;
    // An answer is missing when the editor asked about a newer text in between.
    if (found.includes(undefined)) lintSoon();
    else linted.value = found.flatMap((each) => each ?? []);
  }

  function lintSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void lintAll(), lintMs);
  }

  /** The texts that the linter reads; a change in any other file is none of its business. */
  const sources = computed(() =>
    [...files.drafts.values()]
      .filter(isLinted)
      .map((draft) => `${draft.path}\n${draft.text}`)
      .join('\0'),
  );
  watch([sources, facts], lintSoon, { immediate: true });
  onScopeDispose(() => {
    round++;
    clearTimeout(timer);
  });

  return computed(() => {
    void builds.revision;
    const { run } = builds;
    // Lines of a build are lines of the files that were built; once those changed they point at anything.
    const isCurrent = run !== null && builds.changedSince !== true;
    const built = isCurrent ? buildProblems(run.file, run.failure, run.warnings) : [];
    return joined(linted.value, built);
  });
}

function isLinted({ path }: { readonly path: string }): boolean {
  return isDockerfile(path) || isDockerignore(path) || isYaml(path);
}
