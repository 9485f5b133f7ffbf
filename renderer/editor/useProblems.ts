import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { useBuildStore } from '../stores/build';
import { useWorkspaceStore } from '../stores/workspace';
import { isDockerfile } from './language-of';
import { buildProblems, joined, lintProblems } from './problems';
import type { EditorProblem } from './problems';

/** Milliseconds of quiet after the last key before the linter runs. */
const lintMs = 200;

/** The problems of the workspace's files: what the linter says now, and what the last build said of these files. */
export function useProblems(): ComputedRef<readonly EditorProblem[]> {
  const files = useWorkspaceStore();
  const builds = useBuildStore();
  const linted = shallowRef<readonly EditorProblem[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function lintAll(): void {
    const ignore = files.drafts.get('.dockerignore')?.text;
    linted.value = [...files.drafts.values()].flatMap((draft) =>
      lintProblems(draft.path, draft.text, ignore),
    );
  }

  /** The texts that the linter reads; a change in any other file is none of its business. */
  const sources = computed(() =>
    [...files.drafts.values()]
      .filter((draft) => isDockerfile(draft.path) || draft.path === '.dockerignore')
      .map((draft) => `${draft.path}\n${draft.text}`),
  );
  watch(
    sources,
    () => {
      clearTimeout(timer);
      timer = setTimeout(lintAll, lintMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return computed(() => {
    void builds.revision;
    const { run } = builds;
    // Lines of a build are lines of the files that were built; once those changed they point at anything.
    const isCurrent = run !== null && builds.changedSince !== true;
    const built = isCurrent ? buildProblems(run.file, run.failure, run.warnings) : [];
    return joined(linted.value, built);
  });
}
