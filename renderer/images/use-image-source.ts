import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { BuildSummary } from '../../electron/shared/engine/build';
import type { HistoryEntry, ImageDetails } from '../../electron/shared/engine/image';
import { stepsOfHistory } from '../../electron/shared/engine/layer-sizes';
import { OURS_LABEL } from '../../electron/shared/engine/ours';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke } from '../api';
import { dockerfileLocation } from '../locations';

/** Where a line of an image's history was written. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  /** Where it is shown; null where the files are in no lab. */
  readonly location: RouteLocationRaw | null;
}

/** The lines of the Dockerfile behind an image's history, where a build of this profile made it; null for the others. */
export function useImageSource(
  image: () => ImageDetails | null,
  history: () => readonly HistoryEntry[],
): ShallowRef<readonly (SourceLine | null)[]> {
  const lines = shallowRef<readonly (SourceLine | null)[]>([]);
  let round = 0;

  watch(
    [image, history],
    async ([details, entries]) => {
      const mine = ++round;
      lines.value = [];
      const owner = details?.config.labels[OURS_LABEL] ?? '';
      if (!details || !/^(lab|scratch)\//.test(owner) || entries.length === 0) return;
      // A workspace that is not here, or without records: then the lines are simply not known.
      const builds = await invoke('builds.list', owner as WorkspaceId).catch(() => []);
      const build = builds.find(({ result }) => result.ok && result.imageId === details.id);
      if (mine === round && build) lines.value = linesOf(build, entries);
    },
    { immediate: true },
  );
  onScopeDispose(() => round++);
  return lines;
}

function linesOf(build: BuildSummary, history: readonly HistoryEntry[]): readonly (SourceLine | null)[] {
  return stepsOfHistory(build.steps, history).map((step) =>
    step?.line === undefined
      ? null
      : {
          line: step.line,
          text: step.text,
          location: dockerfileLocation(build.workspace, build.options.file ?? 'Dockerfile', step.line),
        },
  );
}
