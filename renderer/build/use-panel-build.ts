import { computed, ref } from 'vue';
import type { Ref } from 'vue';
import type { StepFile } from '../../electron/shared/course/schema';
import type { BuildOptions } from '../../electron/shared/engine/build';
import { useAnswer } from '../editor/dockerfile/use-answer';
import { isDockerfile } from '../editor/language-of';
import { useBuildStore } from '../stores/build';
import { useEnginesStore } from '../stores/engines';
import { useNoticesStore } from '../stores/notices';
import { useRunStore } from '../stores/run';
import { useWorkspaceStore } from '../stores/workspace';
import { useBuildValues } from './options/use-build-values';
import { givenByStep, nothingAsked } from './options/values';
import type { PanelTab } from './panel-tab';

/**
 * What a panel builds, with what, and how it is begun.
 * @param tab the one in front: whoever builds sees how it goes.
 * @param step the lab's step that is open.
 */
export function usePanelBuild(tab: Ref<PanelTab>, step: () => StepFile | undefined) {
  const builds = useBuildStore();
  const runs = useRunStore();
  const engines = useEnginesStore();
  const files = useWorkspaceStore();
  const notices = useNoticesStore();
  const noCache = ref(false);
  const target = ref('');

  /** The Dockerfile in front, or the workspace's main one. */
  const dockerfile = computed(() => {
    if (files.active !== null && isDockerfile(files.active)) return files.active;
    return files.workspace?.files.some((file) => file.path === 'Dockerfile') ? 'Dockerfile' : undefined;
  });
  const { answer: graph, source } = useAnswer('graph', () => dockerfile.value);
  const { answer: asks } = useAnswer('asks', () => dockerfile.value);
  const asked = computed(() => asks.value ?? nothingAsked);
  const offered = computed(() => givenByStep(step(), asked.value));
  const {
    values,
    count: valueCount,
    handedOver,
  } = useBuildValues(
    () => files.workspace?.id,
    () => offered.value,
  );
  /** The stages to stop at: none where there is only one. */
  const stages = computed(() => {
    const all = graph.value?.stages ?? [];
    return all.length > 1 ? all.flatMap(({ target, isNamed }) => (isNamed ? [target] : [])) : [];
  });
  const isReady = computed(() => engines.current?.state === 'ready');

  function optionsFor(file: string, stage: string | undefined): BuildOptions {
    return {
      ...(file !== 'Dockerfile' && { file }),
      ...(stage !== undefined && { target: stage }),
      ...(noCache.value && { noCache: true }),
      ...handedOver.value.options,
    };
  }

  async function start(): Promise<void> {
    const file = dockerfile.value;
    if (file === undefined || !isReady.value) return;
    tab.value = 'build';
    runs.forget();
    const stage = stages.value.includes(target.value) ? target.value : undefined;
    await builds.start(optionsFor(file, stage), handedOver.value.secrets);
  }

  /** Builds again with an engine, which stays the chosen one where it was not in use already. */
  async function buildWith(engine: string): Promise<void> {
    await notices.attempt(async () => {
      if (engine !== engines.current?.id) await engines.choose(engine);
      await start();
    });
  }

  /** What the editor asks for above a stage, this once; `stage` is absent for the last one. */
  async function startStage(
    type: 'build' | 'run',
    file: string,
    label: string,
    stage?: string,
  ): Promise<void> {
    tab.value = 'build';
    if (!isReady.value || builds.running || runs.busy) return;
    if (type === 'run') return runs.start(optionsFor(file, stage), label, handedOver.value.secrets);
    runs.forget();
    await builds.start(optionsFor(file, stage), handedOver.value.secrets);
  }

  return {
    ...{ dockerfile, graph, source, asked, offered, values, valueCount, stages, noCache, target },
    ...{ start, startStage, buildWith },
  };
}
