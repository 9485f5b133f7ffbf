import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { useContainersStore } from '../stores/containers';
import { useEnginesStore } from '../stores/engines';
import { useNoticesStore } from '../stores/notices';
import { useTerminalsStore } from '../stores/terminals';
import { useWorkspaceStore } from '../stores/workspace';

/** The way into a playground: a container in which a learner makes containers by hand. */
export interface Playground {
  /** Whether the engine's kernel is ours, so that a learner may do anything in it. */
  readonly isOffered: ComputedRef<boolean>;
  readonly isOpening: Readonly<Ref<boolean>>;
  /** Gives its container, with a shell in it; undefined when it could not be opened, which is told. */
  readonly open: () => Promise<string | undefined>;
}

/** The playground of a workspace, whose files it gets as they are; null is that of none. */
export function usePlayground(workspace: () => WorkspaceId | null): Playground {
  const engines = useEnginesStore();
  const containers = useContainersStore();
  const files = useWorkspaceStore();
  const notices = useNoticesStore();
  const terminals = useTerminalsStore();
  const isOpening = ref(false);

  async function open(): Promise<string | undefined> {
    isOpening.value = true;
    const container = await notices.attempt(async () => {
      if (workspace() !== null) await files.flush();
      return containers.openPlayground(workspace());
    });
    isOpening.value = false;
    if (container !== undefined && terminals.of(container).length === 0) void terminals.open(container);
    return container;
  }

  const isOffered = computed(
    () => engines.current?.state === 'ready' && engines.current.capabilities.hood === true,
  );
  return { isOffered, isOpening, open };
}
