import {
  Boxes,
  CircleAlert,
  Container,
  FolderTree,
  Hammer,
  History,
  ScrollText,
  Workflow,
} from '@lucide/vue';
import { computed, watch } from 'vue';
import type { Component, ComputedRef, Ref } from 'vue';
import { composeMessages } from '../compose/messages';
import { runMessages } from '../run/messages';
import { useContainersStore } from '../stores/containers';
import { useWorkspaceStore } from '../stores/workspace';
import { contextMessages } from './context/messages';
import { graphMessages } from './graph/messages';
import { historyMessages } from './history/messages';
import { buildMessages as text } from './messages';
import type { PanelTab } from './panel-tab';

/** One tab of the panel, as UiTabs takes it. */
export interface TabOfPanel {
  readonly id: PanelTab;
  readonly label: string;
  readonly icon: Component;
  readonly badge?: number | undefined;
}

/**
 * The tabs of a lab's bottom panel.
 * @param tab the one in front, which is changed where a workspace does not have it.
 * @param dockerfile the file that would be built.
 */
export function usePanelTabs(
  tab: Ref<PanelTab>,
  dockerfile: () => string | undefined,
): { readonly isCompose: ComputedRef<boolean>; readonly tabs: ComputedRef<readonly TabOfPanel[]> } {
  const files = useWorkspaceStore();
  const containers = useContainersStore();

  /** Whether the workspace has a Compose file, by the names that Compose looks for. */
  const isCompose = computed(
    () => files.workspace?.files.some(({ path }) => /^(docker-)?compose\.ya?ml$/.test(path)) ?? false,
  );
  const tabs = computed((): readonly TabOfPanel[] => [
    { id: 'build', label: text.build, icon: Hammer },
    { id: 'problems', label: text.problems, icon: CircleAlert },
    {
      id: 'run',
      label: runMessages.tab,
      icon: Container,
      badge:
        containers.of(files.workspace?.id ?? '').filter(({ state }) => state === 'running').length ||
        undefined,
    },
    ...(isCompose.value ? [{ id: 'compose' as const, label: composeMessages.tab, icon: Boxes }] : []),
    { id: 'history', label: historyMessages.tab, icon: History },
    { id: 'graph', label: graphMessages.tab, icon: Workflow },
    { id: 'context', label: contextMessages.tab, icon: FolderTree },
    { id: 'output', label: text.output, icon: ScrollText },
  ]);

  watch(
    () => files.workspace?.id,
    () => {
      if (tab.value === 'compose' && !isCompose.value) tab.value = 'build';
      // Files that are only services together begin with what brings them up.
      else if (tab.value === 'build' && isCompose.value && dockerfile() === undefined) tab.value = 'compose';
    },
    { immediate: true },
  );
  return { isCompose, tabs };
}
