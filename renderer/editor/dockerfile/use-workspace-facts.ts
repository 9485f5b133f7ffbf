import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { invoke } from '../../api';
import { useEnginesStore } from '../../stores/engines';
import { useSettingsStore } from '../../stores/settings';
import { useWorkspaceStore } from '../../stores/workspace';
import { yamlClient } from '../yaml/client';
import type { LanguageClient } from './language-client';
import { useBaseImages } from './use-base-images';
import { useInstalledNames } from './use-installed-names';
import { documentKey } from './protocol';
import type { WorkspaceFacts } from './protocol';
import { isHadolintFile, useHadolint } from './use-hadolint';

/** Keeps the worker told of the workspace: its files, its ignore files and `.hadolint.yaml` as they are typed, and the rules that are set. */
export function useWorkspaceFacts(client: () => LanguageClient): ComputedRef<WorkspaceFacts> {
  const files = useWorkspaceStore();
  const settings = useSettingsStore();
  const engines = useEnginesStore();
  const images = useInstalledNames();
  const bases = useBaseImages(client, () => images.value);
  /** Ignore files and settings of the linter on the disk; a draft of the same path comes before. */
  const onDisk = shallowRef<Readonly<Record<string, string>>>({});

  watch(
    () =>
      (files.workspace?.files ?? [])
        .filter((file) => isRead(file.path) && file.editable)
        .map((file) => `${file.version} ${file.path}`)
        .join('\n'),
    async () => {
      const { workspace } = files;
      const wanted = workspace?.files.filter((file) => isRead(file.path) && file.editable);
      const texts = await Promise.all(
        (wanted ?? []).map(async ({ path }) => {
          // A file that went away in the meantime has no text; the list of files says so in a moment.
          const read = workspace && (await invoke('workspaces.read', workspace.id, path).catch(() => null));
          return read ? [[path, read.text] as const] : [];
        }),
      );
      if (files.workspace?.id === workspace?.id) onDisk.value = Object.fromEntries(texts.flat());
    },
    { immediate: true },
  );

  /** As text, so that typing in other files changes nothing here. */
  const drafts = computed(() =>
    JSON.stringify(
      [...files.drafts.values()].flatMap(({ path, text }) => (isRead(path) ? [[path, text]] : [])),
    ),
  );
  const texts = computed<Readonly<Record<string, string>>>(() => ({
    ...onDisk.value,
    ...(Object.fromEntries(JSON.parse(drafts.value) as [string, string][]) as Record<string, string>),
  }));
  const hadolint = useHadolint(() => files.workspace?.id, texts);
  const facts = computed<WorkspaceFacts>(() => ({
    root: documentKey(files.workspace?.id ?? '', ''),
    files: (files.workspace?.files ?? []).map(({ path, size }) => ({ path, size })),
    ignoreFiles: Object.fromEntries(
      Object.entries(texts.value).filter(([path]) => path.endsWith('.dockerignore')),
    ),
    ...(hadolint.value && { hadolint: hadolint.value }),
    images: images.value.map(({ name, id }) => ({ name, id })),
    bases: bases.value,
    ...(engines.current?.state === 'ready' && { platform: engines.current.platform }),
    rules: { ...settings.settings?.rules },
  }));
  watch(
    facts,
    (now) => {
      client().configure(now);
      yamlClient().configure({
        files: now.files.map(({ path }) => path),
        images: (now.images ?? []).map(({ name }) => name),
      });
    },
    { immediate: true },
  );
  return facts;
}

/** Files whose text counts for others. */
function isRead(path: string): boolean {
  return path.endsWith('.dockerignore') || isHadolintFile(path);
}
